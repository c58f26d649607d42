export { makeDemoWorld } from './demo/demo-world.ts'
export { freePort } from './demo/child.ts'
export { demoAddresses, demoLendersReady, startDemoLenders } from './demo/lenders.ts'
export { type DemoWitnesses, startDemoWitnesses } from './demo/witnesses.ts'
export { DEMO_LOGINS, type DemoLogin, demoLogins } from './demo/logins.ts'
export { DEMO_OFFERS } from './demo/offers.ts'
export {
  isExamplePhone,
  type SyntheticPerson,
  syntheticPerson,
  syntheticPhone,
} from './demo/people.ts'
export { decoyPerson } from './decoy-person.ts'
export { type Environment, readEnvironment } from './environment.ts'
export { type KeyHolders, locksOf } from './key-locks.ts'
export type { KeysInUse } from './keys-in-use.ts'
export { hostsOf, type LenderAddresses, lenderAccess, readLenders } from './lenders.ts'
export {
  type Fittings,
  type House,
  openDatabase,
  openHouse,
  PolicyRefused,
  readPolicy,
} from './open-house.ts'
export { lineOf, publicLine } from './protection.ts'
export { readAdopted } from './policy-in-force.ts'
