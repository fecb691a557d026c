/** Put other nodes in the place of a child, however many: a call takes no more than some hundred thousand arguments. */

export function replaceChild<Child>(
  parent: {children: Child[]},
  index: number,
  nodes: ReadonlyArray<Child>
): void {
  if (nodes.length < mostArguments) parent.children.splice(index, 1, ...nodes)
  else parent.children = [...parent.children.slice(0, index), ...nodes, ...parent.children.slice(index + 1)]
}

const mostArguments = 10_000
