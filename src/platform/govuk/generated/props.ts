// Made by build/generate-govuk-props.ts from the macro-options.json files of govuk-frontend. Do not edit.
import type { Attributes, Child, DatePart, Falsy, Html, OneOf, PluralForms } from '../html.ts'

export type AccordionProps = {
  id: string
  headingLevel?: number | string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  rememberExpanded?: boolean | undefined
  hideAllSectionsText?: string | undefined
  hideSectionText?: string | undefined
  hideSectionAriaLabelText?: string | undefined
  showAllSectionsText?: string | undefined
  showSectionText?: string | undefined
  showSectionAriaLabelText?: string | undefined
  items: readonly (({ heading: OneOf<'text', 'html'>; summary?: { text?: string | number | undefined; html?: Html | undefined } | undefined; content: OneOf<'text', 'html'>; expanded?: boolean | undefined }) | Falsy)[]
}

export type BackLinkProps = {
  text?: string | number | undefined
  html?: Html | undefined
  href: string
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type BreadcrumbsProps = {
  items: readonly (({ href?: string | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'>))[]
  classes?: string | undefined
  collapseOnMobile?: boolean | undefined
  attributes?: Attributes | undefined
  labelText?: string | undefined
}

export type ButtonProps = {
  type?: string | undefined
  name?: string | undefined
  value?: string | number | undefined
  disabled?: boolean | undefined
  href?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  preventDoubleClick?: boolean | undefined
  isStartButton?: boolean | undefined
  id?: string | undefined
} & OneOf<'text', 'html'>

export type CharacterCountProps = {
  id?: string | undefined
  name: string
  rows?: string | number | undefined
  value?: string | number | undefined
  maxlength?: string | number | undefined
  maxwords?: string | number | undefined
  threshold?: string | number | undefined
  countType?: string | undefined
  label: LabelProps
  hint?: HintProps | Falsy
  errorMessage?: ErrorMessageProps | Falsy
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInput?: OneOf<'text', 'html'> | undefined; afterInput?: OneOf<'text', 'html'> | undefined } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  spellcheck?: boolean | undefined
  countMessage?: { classes?: string | undefined } | undefined
  textareaDescriptionText?: string | undefined
  charactersUnderLimitText?: PluralForms | undefined
  charactersAtLimitText?: string | undefined
  charactersOverLimitText?: PluralForms | undefined
  wordsUnderLimitText?: PluralForms | undefined
  wordsAtLimitText?: string | undefined
  wordsOverLimitText?: PluralForms | undefined
}

export type CheckboxesProps = {
  describedBy?: string | undefined
  fieldset?: FieldsetProps | Falsy
  hint?: HintProps | Falsy
  errorMessage?: ErrorMessageProps | Falsy
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInputs?: OneOf<'text', 'html'> | undefined; afterInputs?: OneOf<'text', 'html'> | undefined } | undefined
  idPrefix?: string | undefined
  name: string
  items: readonly ((({ id?: string | undefined; name?: string | undefined; value: string | number; label?: Partial<LabelProps> | Falsy; hint?: HintProps | Falsy; divider?: string | undefined; checked?: boolean | undefined; conditional?: { html: Html } | undefined; behaviour?: string | undefined; disabled?: boolean | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'>) | { divider: string }) | Falsy)[]
  values?: readonly string[] | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type CookieBannerProps = {
  ariaLabel?: string | undefined
  hidden?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  messages: readonly (({ headingText?: string | undefined; headingHtml?: Html | undefined; actions?: readonly (({ text: string | number; type?: string | undefined; href?: string | undefined; name?: string | undefined; value?: string | number | undefined; classes?: string | undefined; attributes?: Attributes | undefined }))[] | undefined; hidden?: boolean | undefined; role?: string | undefined; classes?: string | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'>))[]
}

export type DateInputProps = {
  id: string
  namePrefix?: string | undefined
  items?: readonly (({ id?: string | undefined; name: string; label?: string | undefined; value?: string | number | undefined; error?: boolean | undefined; autocomplete?: string | undefined; pattern?: string | undefined; classes?: string | undefined; attributes?: Attributes | undefined }))[] | undefined
  hint?: HintProps | Falsy
  errorMessage?: ErrorMessageProps | Falsy
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInputs?: OneOf<'text', 'html'> | undefined; afterInputs?: OneOf<'text', 'html'> | undefined } | undefined
  fieldset?: FieldsetProps | Falsy
  day?: DatePart | undefined
  month?: DatePart | undefined
  year?: DatePart | undefined
  values?: { day?: string | undefined; month?: string | undefined; year?: string | undefined } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type DetailsProps = {
  text?: string | number | undefined
  html?: Html | undefined
  children?: Child
  id?: string | undefined
  open?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & OneOf<'summaryText', 'summaryHtml'>

export type ErrorMessageProps = {
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  visuallyHiddenText?: string | undefined
} & OneOf<'text', 'html'>

export type ErrorSummaryProps = {
  descriptionText?: string | undefined
  descriptionHtml?: Html | undefined
  children?: Child
  errorList?: readonly (({ href?: string | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'>))[] | undefined
  disableAutoFocus?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & OneOf<'titleText', 'titleHtml'>

export type ExitThisPageProps = {
  text?: string | number | undefined
  html?: Html | undefined
  redirectUrl?: string | undefined
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  activatedText?: string | undefined
  timedOutText?: string | undefined
  pressTwoMoreTimesText?: string | undefined
  pressOneMoreTimeText?: string | undefined
}

export type FeedbackProps = {
  headingLevel?: number | string | undefined
  text?: string | number | undefined
  html?: Html | undefined
  children?: Child
  classes?: string | undefined
  attributes?: Attributes | undefined
} & OneOf<'titleText', 'titleHtml'>

export type FieldsetProps = {
  describedBy?: string | undefined
  legend?: { classes?: string | undefined; isPageHeading?: boolean | undefined } & OneOf<'text', 'html'> | undefined
  classes?: string | undefined
  role?: string | undefined
  attributes?: Attributes | undefined
  html?: Html | undefined
  children?: Child
}

export type FileUploadProps = {
  name: string
  id?: string | undefined
  disabled?: boolean | undefined
  multiple?: boolean | undefined
  describedBy?: string | undefined
  label: LabelProps
  hint?: HintProps | Falsy
  errorMessage?: ErrorMessageProps | Falsy
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInput?: OneOf<'text', 'html'> | undefined; afterInput?: OneOf<'text', 'html'> | undefined } | undefined
  javascript?: boolean | undefined
  chooseFilesButtonText?: string | undefined
  dropInstructionText?: string | undefined
  multipleFilesChosenText?: PluralForms | undefined
  noFileChosenText?: string | undefined
  enteredDropZoneText?: string | undefined
  leftDropZoneText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
  wrapperClasses?: string | undefined
  wrapperAttributes?: Attributes | undefined
}

export type FooterProps = {
  meta?: { visuallyHiddenTitle?: string | undefined; html?: Html | undefined; text?: string | number | undefined; items?: readonly (({ text: string | number; href: string; attributes?: Attributes | undefined }))[] | undefined } | undefined
  navigation?: readonly (({ title: string; columns?: number | string | undefined; width?: string | undefined; items?: readonly (({ text: string | number; href: string; attributes?: Attributes | undefined }))[] | undefined }))[] | undefined
  contentLicence?: { text?: string | number | undefined; html?: Html | undefined } | undefined
  copyright?: { text?: string | number | undefined; html?: Html | undefined } | undefined
  containerClasses?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type GenericHeaderProps = {
  url?: string | undefined
  containerClasses?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & OneOf<'logoText', 'logoHtml'>

export type HeaderProps = {
  homepageUrl?: string | undefined
  productName?: string | undefined
  containerClasses?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type HintProps = {
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & OneOf<'text', 'html'>

export type TextInputProps = {
  id?: string | undefined
  name: string
  type?: string | undefined
  inputmode?: string | undefined
  value?: string | number | undefined
  disabled?: boolean | undefined
  describedBy?: string | undefined
  label: LabelProps
  hint?: HintProps | Falsy
  errorMessage?: ErrorMessageProps | Falsy
  prefix?: { classes?: string | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'> | undefined
  suffix?: { classes?: string | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'> | undefined
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInput?: OneOf<'text', 'html'> | undefined; afterInput?: OneOf<'text', 'html'> | undefined } | undefined
  classes?: string | undefined
  autocomplete?: string | undefined
  pattern?: string | undefined
  spellcheck?: boolean | undefined
  autocapitalize?: string | undefined
  inputWrapper?: { classes?: string | undefined; attributes?: Attributes | undefined } | undefined
  attributes?: Attributes | undefined
}

export type InsetTextProps = {
  text?: string | number | undefined
  html?: Html | undefined
  children?: Child
  id?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type LabelProps = {
  for?: string | undefined
  isPageHeading?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & OneOf<'text', 'html'>

export type LanguageNavigationProps = {
  items: readonly (({ lang: string; hrefLang?: string | undefined; dir?: string | undefined; href?: string | undefined; current?: boolean | undefined; languageDescriptionText?: string | undefined; classes?: string | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'>))[]
  ariaLabel?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type NotificationBannerProps = {
  text?: string | number | undefined
  html?: Html | undefined
  children?: Child
  titleText?: string | undefined
  titleHtml?: Html | undefined
  titleHeadingLevel?: string | undefined
  type?: string | undefined
  role?: string | undefined
  titleId?: string | undefined
  disableAutoFocus?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type PaginationProps = {
  items?: readonly (({ number?: string | number | undefined; visuallyHiddenText?: string | undefined; href?: string | undefined; current?: boolean | undefined; ellipsis?: boolean | undefined; attributes?: Attributes | undefined }) | Falsy)[] | undefined
  previous?: { text?: string | number | undefined; html?: Html | undefined; labelText?: string | undefined; href: string; attributes?: Attributes | undefined } | undefined
  next?: { text?: string | number | undefined; html?: Html | undefined; labelText?: string | undefined; href: string; attributes?: Attributes | undefined } | undefined
  landmarkLabel?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type PanelProps = {
  headingLevel?: number | string | undefined
  text?: string | number | undefined
  html?: Html | undefined
  children?: Child
  classes?: string | undefined
  attributes?: Attributes | undefined
  actions?: { items?: readonly (({ text: string | number; type?: string | undefined; href?: string | undefined; classes?: string | undefined; attributes?: Attributes | undefined }))[] | undefined; classes?: string | undefined; attributes?: Attributes | undefined } | undefined
} & OneOf<'titleText', 'titleHtml'>

export type PasswordInputProps = {
  id?: string | undefined
  name: string
  value?: string | number | undefined
  disabled?: boolean | undefined
  describedBy?: string | undefined
  label: LabelProps
  hint?: HintProps | Falsy
  errorMessage?: ErrorMessageProps | Falsy
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInput?: OneOf<'text', 'html'> | undefined; afterInput?: OneOf<'text', 'html'> | undefined } | undefined
  classes?: string | undefined
  autocomplete?: string | undefined
  attributes?: Attributes | undefined
  showPasswordText?: string | undefined
  hidePasswordText?: string | undefined
  showPasswordAriaLabelText?: string | undefined
  hidePasswordAriaLabelText?: string | undefined
  passwordShownAnnouncementText?: string | undefined
  passwordHiddenAnnouncementText?: string | undefined
  button?: { classes?: string | undefined } | undefined
}

export type PhaseBannerProps = {
  tag: TagProps
  classes?: string | undefined
  attributes?: Attributes | undefined
} & OneOf<'text', 'html'>

export type RadiosProps = {
  fieldset?: FieldsetProps | Falsy
  hint?: HintProps | Falsy
  errorMessage?: ErrorMessageProps | Falsy
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInputs?: OneOf<'text', 'html'> | undefined; afterInputs?: OneOf<'text', 'html'> | undefined } | undefined
  idPrefix?: string | undefined
  name: string
  items: readonly ((({ id?: string | undefined; value: string | number; label?: Partial<LabelProps> | Falsy; hint?: HintProps | Falsy; divider?: string | undefined; checked?: boolean | undefined; conditional?: { html: Html } | undefined; disabled?: boolean | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'>) | { divider: string }) | Falsy)[]
  value?: string | number | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type SelectProps = {
  id?: string | undefined
  name: string
  items: readonly (({ value?: string | number | undefined; text: string | number; selected?: boolean | undefined; disabled?: boolean | undefined; attributes?: Attributes | undefined }) | Falsy)[]
  value?: string | number | undefined
  disabled?: boolean | undefined
  describedBy?: string | undefined
  label: LabelProps
  hint?: HintProps | Falsy
  errorMessage?: ErrorMessageProps | Falsy
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInput?: OneOf<'text', 'html'> | undefined; afterInput?: OneOf<'text', 'html'> | undefined } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type ServiceNavigationProps = {
  classes?: string | undefined
  attributes?: Attributes | undefined
  ariaLabel?: string | undefined
  menuButtonText?: string | undefined
  menuButtonLabel?: string | undefined
  navigationLabel?: string | undefined
  navigationId?: string | undefined
  navigationClasses?: string | undefined
  collapseNavigationOnMobile?: boolean | undefined
  serviceName?: string | undefined
  serviceUrl?: string | undefined
  navigation: readonly (({ current?: boolean | undefined; active?: boolean | undefined; href?: string | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'>) | Falsy)[]
  slots?: { start?: Html | undefined; end?: Html | { html?: Html | undefined; align?: string | undefined } | undefined; navigationStart?: Html | undefined; navigationEnd?: Html | undefined } | undefined
}

export type SkipLinkProps = {
  href?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & OneOf<'text', 'html'>

export type SummaryListProps = {
  rows: readonly (({ classes?: string | undefined; key: { classes?: string | undefined } & OneOf<'text', 'html'>; value: { classes?: string | undefined } & OneOf<'text', 'html'>; actions?: { items?: readonly (({ href: string; visuallyHiddenText?: string | undefined; classes?: string | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'>))[] | undefined; classes?: string | undefined } | undefined }) | Falsy)[]
  card?: { title?: { text?: string | number | undefined; html?: Html | undefined; headingLevel?: number | string | undefined; classes?: string | undefined } | undefined; actions?: { items?: readonly (({ href: string; visuallyHiddenText?: string | undefined; classes?: string | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'>))[] | undefined; classes?: string | undefined } | undefined; classes?: string | undefined; attributes?: Attributes | undefined } | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type TableProps = {
  rows: readonly (readonly ({ format?: string | undefined; classes?: string | undefined; colspan?: number | string | undefined; rowspan?: number | string | undefined; attributes?: Attributes | undefined } & OneOf<'text', 'html'>)[] | Falsy)[]
  head?: readonly (({ text?: string | number | undefined; html?: Html | undefined; format?: string | undefined; classes?: string | undefined; colspan?: number | string | undefined; rowspan?: number | string | undefined; attributes?: Attributes | undefined }))[] | undefined
  caption?: string | undefined
  captionClasses?: string | undefined
  firstCellIsHeader?: boolean | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type TabsProps = {
  id?: string | undefined
  idPrefix?: string | undefined
  title?: string | undefined
  items: readonly (({ id: string; label: string; attributes?: Attributes | undefined; panel: { attributes?: Attributes | undefined } & OneOf<'text', 'html'> }) | Falsy)[]
  classes?: string | undefined
  attributes?: Attributes | undefined
}

export type TagProps = {
  classes?: string | undefined
  attributes?: Attributes | undefined
} & OneOf<'text', 'html'>

export type TaskListProps = {
  items: readonly (({ title: { classes?: string | undefined } & OneOf<'text', 'html'>; hint?: OneOf<'text', 'html'> | undefined; status: { tag?: TagProps | Falsy; text?: string | number | undefined; html?: Html | undefined; classes?: string | undefined }; href?: string | undefined; classes?: string | undefined }) | Falsy)[]
  classes?: string | undefined
  attributes?: Attributes | undefined
  idPrefix?: string | undefined
}

export type TextareaProps = {
  id?: string | undefined
  name: string
  spellcheck?: boolean | undefined
  rows?: string | number | undefined
  value?: string | number | undefined
  disabled?: boolean | undefined
  describedBy?: string | undefined
  label: LabelProps
  hint?: HintProps | Falsy
  errorMessage?: ErrorMessageProps | Falsy
  formGroup?: { classes?: string | undefined; attributes?: Attributes | undefined; beforeInput?: OneOf<'text', 'html'> | undefined; afterInput?: OneOf<'text', 'html'> | undefined } | undefined
  classes?: string | undefined
  autocomplete?: string | undefined
  attributes?: Attributes | undefined
}

export type WarningTextProps = {
  iconFallbackText?: string | undefined
  classes?: string | undefined
  attributes?: Attributes | undefined
} & OneOf<'text', 'html'>
