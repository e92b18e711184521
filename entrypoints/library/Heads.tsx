import { i18n } from '#i18n'
import { Icon } from '@/components/Icon'
import type { Column } from '@/lib/layout'
import { type Order, type Sort, sorts } from '@/lib/order'

/** By what a column sorts the list; the others do not. */
const SORTS: Partial<Record<Column | 'title', Sort>> = {
  title: 'title',
  authors: 'author',
  status: 'status',
  added: 'added',
  date: 'date',
}

interface Props {
  columns: Column[]
  order: Order
  sort(order: Order): void
}

/** The names over the columns, where there is room for columns; most sort the list, and turn it round when pressed again. */
export function Heads({ columns, order, sort }: Props) {
  const head = (column: Column | 'title', name: string) => {
    const by = SORTS[column]
    if (!by) return <span key={column}>{name}</span>
    const isThis = by === order.by
    return (
      <button
        key={column}
        type="button"
        data-head={column}
        aria-pressed={isThis}
        onClick={() => sort({ by, descending: isThis ? !order.descending : sorts[by] })}
      >
        {name}
        {isThis && <Icon name={order.descending ? 'down' : 'up'} />}
      </button>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw and name more than these few buttons need.
    <div className="heads label" role="group" aria-label={i18n.t('sort.label')}>
      {head('title', i18n.t('sort.title'))}
      {columns.map((column) => head(column, i18n.t(`column.${column}`)))}
    </div>
  )
}
