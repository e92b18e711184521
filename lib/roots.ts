/** How many elements of a place are asked for a root: more than any title or abstract has. */
const MOST = 5000

/**
 * The children of a node as they are shown: an open root's in the place of its host's, and in a slot those that are handed
 * to it.
 */
export function childrenOf(node: Node): ArrayLike<Node> & Iterable<Node> {
  const { localName, shadowRoot } = node as Element
  if (shadowRoot) return shadowRoot.childNodes
  const handed = localName === 'slot' ? (node as HTMLSlotElement).assignedNodes() : []
  return handed.length > 0 ? handed : node.childNodes
}

/** The node among whose children a node is shown. */
function parentOf(node: Node): Node | null {
  const slot = (node as Text).assignedSlot
  if (slot) return slot
  return node.parentNode && isRoot(node.parentNode) ? node.parentNode.host : node.parentNode
}

/** Whether a node is the root of a shadow tree. */
export const isRoot = (node: Node): node is ShadowRoot => node.nodeType === 11 && 'host' in node

/** The nodes that are shown in an element, in order; nothing of what `omit` (a selector) names. */
export function* shown(element: Element, omit: string): Generator<Node> {
  const rest: Node[] = []
  const add = (children: ArrayLike<Node>) => {
    for (let at = children.length - 1; at >= 0; at--) rest.push(children[at] as Node)
  }
  add(childrenOf(element))
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (node.nodeType === 1 && (node as Element).matches(omit)) continue
    yield node
    if (node.nodeType === 1) add(childrenOf(node))
  }
}

/**
 * The way from an element to a point that is shown in it: which of its children, which of that one's children, and so on. The
 * nodes of several roots have no other order in common.
 */
export function wayTo(element: Element, node: Node, offset: number): number[] {
  const child = node.childNodes[offset]
  const way = child ? [] : [node.nodeType === 3 ? offset : Infinity]
  for (let at: Node = child ?? (isRoot(node) ? node.host : node); at !== element; ) {
    const parent = parentOf(at)
    if (!parent) break
    way.unshift(Array.prototype.indexOf.call(childrenOf(parent), at))
    at = parent
  }
  return way
}

/** Whether a way leads to where another one leads, or to before that. */
export function isUpTo(way: number[], other: number[]): boolean {
  const at = way.findIndex((step, at) => step !== other[at])
  return at < 0 || (way[at] as number) < (other[at] ?? -Infinity)
}

/** The node of a tree that a node is, or that has it in a root below; undefined when it stands elsewhere. */
export function within(tree: Node, node: Node | null): Node | undefined {
  for (let at = node; at; ) {
    const root = at.getRootNode()
    if (root === tree) return at
    at = isRoot(root) ? root.host : null
  }
}

/** Whether a node is in an element, or in a root in it. */
export const holds = (element: Element, node: Node | null): boolean =>
  element.contains(within(element.getRootNode(), node) ?? null)

/** Names of elements of a page's own making; not those with which MathJax 3 draws, of which a formula has dozens. */
const OWN = /^(?!mjx-)[^-]+-/

/**
 * The elements in an element, itself among them, that have an open root, in page order, and those that may get one yet: elements of
 * a page's own making do so when their script comes, of which nothing tells.
 */
export function hostsIn(element: Element): Element[] {
  // Most titles and abstracts are words and no more.
  if (!element.firstElementChild && !element.shadowRoot && !OWN.test(element.localName)) return []
  const hosts: Element[] = []
  let left = MOST
  const look = (top: Element | ShadowRoot) => {
    const elements = top.ownerDocument.createTreeWalker(top, NodeFilter.SHOW_ELEMENT)
    for (let at: Node | null = top; at && left > 0; at = elements.nextNode(), left--) {
      const { shadowRoot, localName } = at as Element
      if (shadowRoot || OWN.test(localName)) hosts.push(at as Element)
      if (shadowRoot) look(shadowRoot)
    }
  }
  look(element)
  return hosts
}

/** The open roots that these elements have now. */
export const rootsOf = (hosts: Element[]): ShadowRoot[] => hosts.flatMap(({ shadowRoot }) => shadowRoot ?? [])
