import { type ReactNode, useId, useRef } from 'react'
import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import { columns, type Layout } from '@/lib/layout'
import { type Order, type Sort, sorts } from '@/lib/order'

interface Props {
  /** How many papers there are; undefined until it is known. */
  count: number | undefined
  order: Order
  sort(order: Order): void
  layout: Layout
  lay(layout: Layout): void
  /** What else there is to do with the list. */
  children: ReactNode
}

/** The head of the list: how many papers there are, in which order, and what is shown of them. */
export function ListHead({ count, order, sort, layout, lay, children }: Props) {
  const { by, descending } = order
  const turn = descending ? i18n.t('sort.ascend') : i18n.t('sort.descend')
  return (
    <div className="count row small num">
      <span className="grow" role="status">
        {count !== undefined && i18n.t('library.count', count)}
      </span>
      <span className="sorts">
        <select
          id="sort"
          aria-label={i18n.t('sort.label')}
          value={by}
          onChange={({ target }) => {
            const chosen = target.value as Sort
            sort({ by: chosen, descending: sorts[chosen] })
          }}
        >
          {(Object.keys(sorts) as Sort[]).map((one) => (
            <option key={one} value={one}>
              {i18n.t(`sort.${one}`)}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="btn bare ic sm"
          id="direction"
          aria-label={turn}
          title={turn}
          onClick={() => sort({ by, descending: !descending })}
        >
          <Icon name={descending ? 'down' : 'up'} />
        </button>
        <Columns layout={layout} lay={lay} />
      </span>
      {children}
    </div>
  )
}

/** Which columns the list has, and how wide it is. */
function Columns({ layout, lay }: Pick<Props, 'layout' | 'lay'>) {
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        className="btn bare ic sm"
        id="columns"
        popoverTarget={id}
        aria-label={i18n.t('column.label')}
        title={i18n.t('column.label')}
      >
        <Icon name="options" />
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        className="pop columns-menu"
        role="dialog"
        aria-label={i18n.t('column.label')}
        onBeforeToggle={() => {
          const { bottom = 0, right = 0 } = button.current?.getBoundingClientRect() ?? {}
          menu.current?.style.setProperty('top', `${bottom + 4}px`)
          menu.current?.style.setProperty('left', `${Math.max(8, right - 210)}px`)
        }}
      >
        <fieldset>
          <legend className="label">{i18n.t('column.label')}</legend>
          {columns.map((column) => (
            <label key={column} className="row">
              <input
                type="checkbox"
                data-column={column}
                checked={layout.columns.includes(column)}
                onChange={({ target }) => {
                  const chosen = columns.filter((one) =>
                    one === column ? target.checked : layout.columns.includes(one),
                  )
                  lay({ ...layout, columns: chosen })
                }}
              />
              {i18n.t(`column.${column}`)}
            </label>
          ))}
        </fieldset>
        <label className="row">
          <input
            type="checkbox"
            data-column="wide"
            checked={layout.wide}
            onChange={({ target }) => lay({ ...layout, wide: target.checked })}
          />
          {i18n.t('column.wide')}
        </label>
      </div>
    </>
  )
}
