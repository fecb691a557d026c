/** Put other nodes in the place of a child, however many. */

// A call takes some hundred thousand arguments, and no more.
const mostArguments = 10_000

export function replaceChild<Child>(
  parent: {children: Child[]},
  index: number,
  nodes: ReadonlyArray<Child>
): void {
  if (nodes.length < mostArguments) parent.children.splice(index, 1, ...nodes)
  else parent.children = [...parent.children.slice(0, index), ...nodes, ...parent.children.slice(index + 1)]
}
