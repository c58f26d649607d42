export { ASSETS, assetUrl, FONTS, FONTS_FIRST, STYLESHEETS, type Surface } from './assets.ts'
export {
  type ButtonView,
  button,
  linkButton,
  linkish,
  pair,
  type TwinView,
} from './button.ts'
export {
  type ChipTone,
  type ClockView,
  chip,
  clock,
  type ProofView,
  proof,
} from './chip.ts'
export { empty, type FaceView, failed } from './face.ts'
export {
  area,
  type ChoiceView,
  choice,
  type FieldView,
  field,
  otpField,
  type RadiosView,
  radios,
} from './field.ts'
export { errorSummary, type FaultView, type FormView, form, hidden } from './form.ts'
export { type Attribute, attributes, type Content, type Html, html, join, render } from './html.ts'
export { type MaskView, masked } from './masked.ts'
export { band, mark, seal } from './ornament.ts'
export { type LanguageLink, type PageFoot, type PageLink, type PageView, page } from './page.ts'
export { type RecipientCardView, recipientCard } from './recipient.ts'
export {
  leaf,
  type SectionView,
  type SheetView,
  section,
  sheet,
  type Term,
  terms,
  type WhyNote,
  why,
} from './sheet.ts'
export { progress, type StepView, stepper } from './stepper.ts'
export { type Column, type FeedRow, feed, type TableView, table } from './table.ts'
export { type TickView, tick } from './tick.ts'
export { type CheckView, checks, type VerdictView, verdict } from './verdict.ts'
