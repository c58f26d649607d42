export { decodeBundle, encodeBundle, MAX_ENTRY_BYTES } from './bundle.ts'
export { type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
export type { Progress } from './compare.ts'
export { type Followed, type FollowFault, FOLLOWED_MAX, followLog } from './follow.ts'
export { type Growth, grow } from './grow.ts'
export type { LogSource } from './log-source.ts'
export {
  formatSignerKey,
  type KeyKind,
  newCosigner,
  newSigner,
  newVerifier,
  parseSignerKey,
  type Signer,
  type Verifier,
} from './key.ts'
export {
  type NoteFault,
  type OpenedNote,
  openNote,
  type RefusedNote,
  shortNote,
  signNote,
  type UnknownSignature,
  type VerifiedSignature,
} from './note.ts'
export {
  consistencyProof,
  inclusionProof,
  MissingTile,
  rootOf,
  type TileReader,
} from './proof.ts'
export {
  type Consistency,
  type Inclusion,
  verifyConsistency,
  verifyInclusion,
} from './proof-check.ts'
export {
  type CheckedProof,
  checkProof,
  formatProof,
  type ParsedProof,
  type ProofFault,
  type ProofFile,
  parseProof,
} from './proof-file.ts'
export {
  type CheckedReceipt,
  checkReceipt,
  makeReceipt,
  type Receipt,
  type ReceiptFault,
} from './receipt.ts'
export {
  edgeTiles,
  entryBundlePath,
  parseEntryBundlePath,
  parseTilePath,
  type Tile,
  type TileId,
  tilePath,
  tileWidth,
} from './tile.ts'
export {
  type Checkpoint,
  formatCheckpoint,
  type ParsedCheckpoint,
  parseCheckpoint,
} from './tree-head.ts'
export { emptyRoot, leafHash, nodeHash, TILE_WIDTH } from './tree.ts'
export { type BadKind, type FirstBad, type Verification, verifyLog } from './verify.ts'
export {
  MAX_TRUST_POLICY_LENGTH,
  type NamedWitness,
  openTrusted,
  parseTrustPolicy,
  type TrustedCheckpoint,
  type TrustPolicy,
} from './trust-policy.ts'
export { type Seen, verifyWitnessed } from './verify-witnessed.ts'
export {
  claimedOrigin,
  formatSubmission,
  hearCosignatures,
  judgeSubmission,
  parseSubmission,
  type Submission,
  type WitnessAnswer,
  type Witnessed,
} from './witness.ts'
