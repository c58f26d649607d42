/**
 * Which operations ask for no token? They say so in the document: `security: []`, and not by silence.
 *
 * Silence would read as "somebody forgot": a reader and a linter (`security-defined`) could not tell. What a route
 * really asks for is tried by the tests of the API, not here.
 */
type Members = Readonly<Record<string, unknown>>

export function withOpenOperations<T extends object>(document: T): T {
  const paths = Object.entries(membersOf(Reflect.get(document, 'paths'))).map(([path, item]) => {
    const operations = Object.entries(membersOf(item)).map(([method, operation]) => {
      const said = membersOf(operation)
      return [method, said['security'] === undefined ? { ...said, security: [] } : said]
    })
    return [path, Object.fromEntries(operations)]
  })
  return { ...document, paths: Object.fromEntries(paths) }
}

function membersOf(part: unknown): Members {
  return typeof part === 'object' && part !== null ? { ...part } : {}
}
