/**
 * From each article that binds an operator to a clause of the policy, a module and a test: where is a cell empty?
 *
 * Used by `law.mjs`, which reads the tree. Requirement: R-4.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The articles that bind an operator, and why some cannot apply. */
function bindingArticles(root) {
  const path = join(root, 'docs/law-articles.yaml')
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return {
    articles: [...text.matchAll(/^ {2}- ([\d-]+)$/gm)].map(([, article]) => article),
    apart: new Map([...text.matchAll(/^ {2}([\d-]+): (.+)$/gm)].map(([, of, why]) => [of, why])),
  }
}

/** Article → rule (clauses that cite it) → control (modules that cite it) → test (of it, or of what those clauses answer). */
export function coverage(root, index) {
  const text = readFileSync(join(root, 'policy/proleads/clauses.yaml'), 'utf8')
  const clauses = [
    ...text.matchAll(/\{ id: '([^']+)', requirements: \[([^\]]*)\], legal: \[([^\]]*)\]/g),
  ].map(([, id, requirements, legal]) => ({
    id,
    requirements: requirements.split(',').map((one) => one.trim()),
    legal: legal.split(',').map((one) => one.trim()),
  }))
  const { articles, apart } = bindingArticles(root)
  return articles.map((article) => {
    const isOf = (name) => new RegExp(`^94-V art\\. ${article}(?:\\(|$)`).test(name)
    const ruled = clauses.filter(({ legal }) => legal.some(isOf))
    const cited = [...index].filter(([name]) => isOf(name)).map(([, places]) => places)
    const answered = ruled.flatMap(({ requirements }) => requirements)
    const tested = answered.flatMap((name) => index.get(name)?.tests ?? [])
    return {
      article,
      reason: apart.get(article),
      rules: ruled.map(({ id }) => id),
      controls: [...new Set(cited.flatMap(({ modules }) => modules))].toSorted((a, b) =>
        a < b ? -1 : 1,
      ),
      // Those of the article itself first.
      tests: [
        ...new Set([
          ...cited.flatMap(({ tests }) => tests),
          ...tested.toSorted((a, b) => (a < b ? -1 : 1)),
        ]),
      ],
    }
  })
}

/** An article with an empty cell and no reason, or with a reason and no empty cell. */
export function articleFaults(rows) {
  return rows.flatMap(({ article, reason, ...cells }) => {
    const empty = Object.keys(cells).filter((cell) => cells[cell].length === 0)
    if (reason === undefined) return empty.map((cell) => `94-V art. ${article} has no ${cell}`)
    return empty.length === 0 ? [`94-V art. ${article} is answered, and may not stand apart`] : []
  })
}

/** How many names stand in a cell before their count; every citation stands in the tables above. */
const SHOWN = 4

export function coverageSection(rows, short) {
  if (rows.length === 0) return []
  const cell = (names, shown) => {
    const rest = names.length - SHOWN
    return `${names.slice(0, SHOWN).map(shown).join(', ') || '–'}${rest > 0 ? `, and ${rest} more` : ''}`
  }
  const link = (path) => `[${short(path)}](../${path})`
  const lines = rows.map(({ article, reason, rules: said, controls, tests }) =>
    reason === undefined
      ? `| ${article} | ${cell(said, String)} | ${cell(controls, link)} | ${cell(tests, link)} |`
      : `| ${article} | cannot apply: ${reason} | – | – |`,
  )
  return [
    '## Articles 6 to 25 of 94-V: rule, control, test',
    'Each article that binds an operator (`docs/law-articles.yaml`). An empty cell is a failing test; an article that cannot apply says why.',
    ['| art. | rule: clauses | control: modules | tests |\n|---|---|---|---|', ...lines].join('\n'),
  ]
}
