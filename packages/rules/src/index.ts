export { decide, decideInterned, isPermit } from './decide.ts'
export {
  type InternedFacts,
  type InternedQuestion,
  internFacts,
  internQuestion,
} from './intern.ts'
export {
  CLIENT,
  type ConsentFact,
  type Decision,
  type Facts,
  type Permit,
  type PermitContent,
  type Question,
} from './question.ts'
