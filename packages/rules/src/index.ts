export type { ConsentFact, Decision, Facts, Permit, PermitContent, Question } from './question.ts'
