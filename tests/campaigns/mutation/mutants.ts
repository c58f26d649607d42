/**
 * Which small changes of a file would a test have to notice?
 *
 * Reads the syntax tree of the TypeScript compiler itself and gives each change as a place in the text and what
 * stands there instead; types, imports and declarations are left alone, because they do nothing when the program
 * runs. The same text gives the same list in the same order. Changes nothing on disk.
 */
import { isTypeNode, type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast'

export interface Mutant {
  /** From the root of the repository. */
  readonly file: string
  readonly line: number
  readonly kind: string
  readonly from: number
  readonly to: number
  readonly was: string
  readonly becomes: string
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '===': ['!=='],
  '!==': ['==='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '&&': ['||'],
  '||': ['&&'],
  '??': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '|': ['&'],
  '<<': ['>>'],
  '>>>': ['<<'],
  '>>': ['<<'],
  '^': ['&'],
  '+=': ['-='],
  '-=': ['+='],
  '|=': ['&='],
  '&=': ['|='],
  '??=': ['='],
}

const METHODS = new Map(
  Object.entries({
    some: 'every',
    every: 'some',
    min: 'max',
    max: 'min',
    startsWith: 'endsWith',
    endsWith: 'startsWith',
    find: 'findLast',
    findLast: 'find',
    toSorted: 'slice',
    toReversed: 'slice',
  }),
)
/** Calls that pass a list on: without them the whole list is passed. */
const PASSING = new Set(['filter', 'slice', 'trim', 'toLowerCase', 'normalize'])

const SKIPPED = new Set([
  SyntaxKind.ImportDeclaration,
  SyntaxKind.ExportDeclaration,
  SyntaxKind.InterfaceDeclaration,
  SyntaxKind.TypeAliasDeclaration,
])

export function mutantsOf(file: string, source: SourceFile): readonly Mutant[] {
  const found: Mutant[] = []
  const { text } = source
  const add = (kind: string, from: number, to: number, becomes: string) => {
    const was = text.slice(from, to)
    if (was === becomes) return
    const line = text.slice(0, from).split('\n').length
    found.push({ file, line, kind, from, to, was, becomes })
  }
  const visit = (node: Node): void => {
    if (SKIPPED.has(node.kind) || isTypeNode(node)) return
    CHANGES.get(node.kind)?.(node, source, add)
    node.forEachChild((child) => {
      visit(child)
      return undefined
    })
  }
  for (const statement of source.statements) visit(statement)
  return found
}

type Add = (kind: string, from: number, to: number, becomes: string) => void

/** Members of nodes by name; a node of another kind has none of them. */
function part(node: Node, name: string): Node | undefined {
  const value: unknown = Reflect.get(node, name)
  return typeof value === 'object' && value !== null && 'kind' in value
    ? (value as Node)
    : undefined
}

type Change = (node: Node, source: SourceFile, add: Add) => void

const said = (node: Node, source: SourceFile) => source.text.slice(node.getStart(source), node.end)

const operator: Change = (node, source, add) => {
  const sign = part(node, 'operatorToken')
  if (sign === undefined) return
  for (const other of OPERATORS[said(sign, source)] ?? []) {
    add('operator', sign.getStart(source), sign.end, other)
  }
}

const negation: Change = (node, source, add) => {
  const operand = part(node, 'operand')
  if (operand === undefined || !/^[!~-]/.test(said(node, source))) return
  add('negation', node.getStart(source), node.end, said(operand, source))
}

const condition =
  (member: string, becomes: readonly string[]): Change =>
  (node, source, add) => {
    const asked = part(node, member)
    if (asked === undefined) return
    for (const one of becomes) add('condition', asked.getStart(source), asked.end, one)
  }

const statement: Change = (node, source, add) => {
  if (!said(node, source).startsWith('super(')) {
    add('statement', node.getStart(source), node.end, ';')
  }
}

const returned: Change = (node, source, add) => {
  const value = part(node, 'expression')
  if (value === undefined || ['undefined', 'true', 'false'].includes(said(value, source))) return
  add('return', value.getStart(source), value.end, 'undefined')
}

const literal =
  (becomes: (said: string) => string): Change =>
  (node, source, add) => {
    if (isKey(node, source)) return
    add('literal', node.getStart(source), node.end, becomes(said(node, source)))
  }

const text = literal((was) => (was.length > 2 ? "''" : "'?'"))

const CHANGES: ReadonlyMap<SyntaxKind, Change> = new Map<SyntaxKind, Change>([
  [SyntaxKind.BinaryExpression, operator],
  [SyntaxKind.PrefixUnaryExpression, negation],
  [SyntaxKind.IfStatement, condition('expression', ['true', 'false'])],
  [SyntaxKind.ConditionalExpression, condition('condition', ['true', 'false'])],
  [SyntaxKind.WhileStatement, condition('expression', ['false'])],
  [SyntaxKind.ExpressionStatement, statement],
  [SyntaxKind.ThrowStatement, statement],
  [SyntaxKind.ReturnStatement, returned],
  [SyntaxKind.TrueKeyword, literal(() => 'false')],
  [SyntaxKind.FalseKeyword, literal(() => 'true')],
  [SyntaxKind.NumericLiteral, literal((was) => `(${was} + 1)`)],
  [SyntaxKind.StringLiteral, text],
  [SyntaxKind.NoSubstitutionTemplateLiteral, text],
  [SyntaxKind.ArrayLiteralExpression, literal(() => '[]')],
  [SyntaxKind.CallExpression, calls],
])

/**
 * `{ 'a-b': 1 }` and `x['a']`: another name is another program; the wording of `new Error('…')` and of `assert(…, '…')` is
 * no behaviour.
 */
function isKey(node: Node, source: SourceFile): boolean {
  const parent = part(node, 'parent')
  if (parent === undefined) return false
  if (parent.kind === SyntaxKind.CallExpression) {
    const called = part(parent, 'expression')
    return called !== undefined && said(called, source) === 'assert'
  }
  if (parent.kind === SyntaxKind.ElementAccessExpression) return true
  if (parent.kind === SyntaxKind.NewExpression) return true
  return parent.kind === SyntaxKind.PropertyAssignment && part(parent, 'name') === node
}

function calls(node: Node, source: SourceFile, add: Add): void {
  const called = part(node, 'expression')
  if (called?.kind !== SyntaxKind.PropertyAccessExpression) return
  const name = part(called, 'name')
  const of = part(called, 'expression')
  if (name === undefined || of === undefined) return
  const word = source.text.slice(name.getStart(source), name.end)
  const other = METHODS.get(word)
  if (other !== undefined) add('method', name.getStart(source), name.end, other)
  if (PASSING.has(word)) {
    add('method', node.getStart(source), node.end, source.text.slice(of.getStart(source), of.end))
  }
}
