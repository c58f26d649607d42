export { isSealedAction, type RecordedAction, sealAction } from './action-seal.ts'
export {
  type BackupPlace,
  backupName,
  openFromBackup,
  openPersonFromBackup,
  sealForBackup,
  sealPersonForBackup,
} from './backup-seal.ts'
export { type BoxPlace, openBox, sealBox } from './box.ts'
export {
  type Envelope,
  newRootKey,
  openKeyringUnder,
  ROOT_KEY_BYTES,
  sealKeyringUnder,
  sealOf,
} from './enveloped-keyring.ts'
export {
  type FieldPopulation,
  type IndexPlan,
  type IndexRefusal,
  planIndex,
  truncatedIndex,
} from './index-plan.ts'
export { blindIndex, blindIndexes, secretHash, type VersionedIndex } from './keyed-hash.ts'
export {
  beginIndex,
  endIndex,
  type Epoch,
  forgetEpoch,
  type Keyring,
  logSeed,
  postQuantumLogSeed,
  newKeyring,
  rotateKeyring,
} from './keyring.ts'
export { hashPassword, verifyPassword } from './password.ts'
export { pooledRandom, type Random } from './random.ts'
export { openKeyring, Passphrase, sealKeyring } from './sealed-keyring.ts'
export {
  blockedKey,
  handleOf,
  liftedKey,
  newSubjectKey,
  type SubjectKey,
  wipeSubjectKey,
} from './subject-key.ts'
export { openToken, sealToken } from './token.ts'
export {
  newWrapBatch,
  unwrapSubjectKey,
  type WrappedKey,
  wrapAnew,
  wrapSubjectKey,
} from './wrap.ts'
