export { makeDemoWorld } from './demo/demo-world.ts'
export {
  demoAddresses,
  demoLendersReady,
  freePort,
  type LenderManner,
  startDemoLenders,
} from './demo/lenders.ts'
export { DEMO_APPLICANT_ORDINAL, DEMO_LOGINS, type DemoLogin } from './demo/logins.ts'
export { DEMO_OFFERS } from './demo/offers.ts'
export { type SyntheticPerson, syntheticPerson, syntheticPhone } from './demo/people.ts'
export { type Environment, type ReadEnvironment, readEnvironment } from './environment.ts'
export { hostsOf, type LenderAddresses, lenderAccess, readLenders } from './lenders.ts'
export { type Fittings, type House, openHouse, PolicyRefused, readPolicy } from './open-house.ts'
