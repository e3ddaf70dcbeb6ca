import type {
  ButtonProps,
  ErrorMessageProps,
  FieldsetProps,
  HintProps,
  LabelProps,
  PaginationProps,
  TableProps,
} from './generated/props.ts'
import { Table } from './govuk-components.ts'
import type { Attributes, Child, Html, OneOf } from './html.ts'
import { macroComponent } from './macro.ts'
import type { MojDateType } from './moj-date.ts'

// MoJ Frontend ships no macro-options.json, so these types follow what its templates read.

type TextOrHtml = OneOf<'text', 'html'>
type Element = { classes?: string | undefined; attributes?: Attributes | undefined }
type Heading = TextOrHtml & { headingLevel?: number | undefined } & Element
type Link = { href: string } & TextOrHtml & Element
type NavigationItem = Link & { active?: boolean | undefined }
type MenuItem = ButtonProps

/** A message about the page as a whole. */
export type MojAlertProps = Element & {
  variant: 'information' | 'success' | 'warning' | 'error'
  title: string
  showTitleAsHeading?: boolean | undefined
  headingTag?: 'h2' | 'h3' | 'h4' | undefined
  role?: string | undefined
  dismissible?: boolean | undefined
  dismissText?: string | undefined
  disableAutoFocus?: boolean | undefined
  focusOnDismissSelector?: string | undefined
} & ({ text?: string | undefined; html?: undefined } | { html: Html; text?: undefined })
export const MojAlert = moj<MojAlertProps>('alert', 'mojAlert')

/** A short state word; colours by class, such as `moj-badge--red`. */
export const MojBadge = moj<TextOrHtml & Element>('badge', 'mojBadge')

export type MojBannerProps = Element &
  TextOrHtml & { type: 'success' | 'warning' | 'information'; iconFallbackText?: string | undefined }
export const MojBanner = moj<MojBannerProps>('banner', 'mojBanner')

export type MojButtonMenuProps = Element & {
  items: readonly MenuItem[]
  button?: { text?: string | undefined; classes?: string | undefined } | undefined
  alignMenu?: 'left' | 'right' | undefined
}
export const MojButtonMenu = moj<MojButtonMenuProps>('button-menu', 'mojButtonMenu')

export type MojDatePickerProps = Element & {
  id: string
  name: string
  value?: string | undefined
  label: LabelProps
  hint?: HintProps | undefined
  errorMessage?: ErrorMessageProps | undefined
  formGroup?: Element | undefined
  /** Dates are written dd/mm/yyyy, as the reader types them. */
  minDate?: string | undefined
  maxDate?: string | undefined
  excludedDates?: string | undefined
  excludedDays?: string | undefined
  leadingZeros?: boolean | undefined
  weekStartDay?: 'monday' | 'sunday' | undefined
}
export const MojDatePicker = moj<MojDatePickerProps>('date-picker', 'mojDatePicker')

export type MojFilterProps = {
  heading: TextOrHtml
  attributes?: Attributes | undefined
  submit?: { text?: string | undefined; attributes?: Attributes | undefined } | undefined
  selectedFilters?:
    | {
        heading: TextOrHtml
        clearLink: { text: string; href: string }
        categories: readonly { heading: TextOrHtml; items: readonly { text: string; href: string }[] }[]
      }
    | undefined
  /** The form controls. The `<form>` itself stands around the filter. */
  optionsHtml: Html
}
export const MojFilter = moj<MojFilterProps>('filter', 'mojFilter')

export type MojIdentityBarProps = Element & {
  title: TextOrHtml
  menus?: readonly MojButtonMenuProps[] | undefined
}
export const MojIdentityBar = moj<MojIdentityBarProps>('identity-bar', 'mojIdentityBar')

type CardAction = {
  text: string
  href: string
  style?: 'link' | 'button' | undefined
  attributes?: Attributes | undefined
}
export type MojInterruptionCardProps = {
  heading: string
  primaryAction: CardAction
  secondaryAction?: CardAction | undefined
  children: Child
}
export const MojInterruptionCard = moj<MojInterruptionCardProps>('interruption-card', 'interruptionCard')

export type MojMessagesProps = Element & {
  id?: string | undefined
  label: string
  items: readonly (TextOrHtml & {
    id?: string | undefined
    type: 'sent' | 'received'
    sender: string
    timestamp: string
  })[]
}
export const MojMessages = moj<MojMessagesProps>('messages', 'mojMessages')

export type MojMultiFileUploadProps = Element & {
  uploadedFiles: {
    heading: TextOrHtml
    items: readonly {
      message: TextOrHtml
      fileName: string
      originalFileName: string
      deleteButton: { text: string }
    }[]
  }
  uploadHtml: Html
}
export const MojMultiFileUpload = moj<MojMultiFileUploadProps>('multi-file-upload', 'mojMultiFileUpload')

export type MojNotificationBadgeProps = Element & { text: number; visuallyHiddenText?: string | undefined }
export const MojNotificationBadge = moj<MojNotificationBadgeProps>(
  'notification-badge',
  'mojNotificationBadge',
)

export type MojOrganisationSwitcherProps = Element &
  TextOrHtml & {
    id?: string | undefined
    label?: string | undefined
    link?: ({ href: string; text?: string | undefined; id?: string | undefined } & Element) | undefined
  }
export const MojOrganisationSwitcher = moj<MojOrganisationSwitcherProps>(
  'organisation-switcher',
  'mojOrganisationSwitcher',
)

export type MojPageHeaderActionsProps = Element & {
  heading: TextOrHtml & { level?: number | undefined; classes?: string | undefined }
  items?: readonly ButtonProps[] | undefined
}
export const MojPageHeaderActions = moj<MojPageHeaderActionsProps>(
  'page-header-actions',
  'mojPageHeaderActions',
)

export type MojPaginationProps = PaginationProps & {
  /** Give `pages`, or `from` and `to`, with the `count` of everything found. */
  results?:
    | {
        text?: string | undefined
        count?: number | undefined
        from?: number | undefined
        to?: number | undefined
        pages?: { current: number; count: number } | undefined
      }
    | undefined
}
export const MojPagination = moj<MojPaginationProps>('pagination', 'mojPagination')

export type MojPrimaryNavigationProps = Element & {
  label: string
  containerClasses?: string | undefined
  items: readonly NavigationItem[]
  searchHtml?: Html | undefined
}
export const MojPrimaryNavigation = moj<MojPrimaryNavigationProps>(
  'primary-navigation',
  'mojPrimaryNavigation',
)

export type MojProgressBarProps = Element & {
  id?: string | undefined
  label: string
  items: readonly ({
    id?: string | undefined
    label: TextOrHtml & { classes?: string | undefined }
    active?: boolean | undefined
    complete?: boolean | undefined
  } & Element)[]
}
export const MojProgressBar = moj<MojProgressBarProps>('progress-bar', 'mojProgressBar')

export type MojSearchProps = Element & {
  action: string
  method?: 'get' | 'post' | undefined
  layout?: 'stacked' | undefined
  iconButton?: boolean | undefined
  label: LabelProps
  hint?: HintProps | undefined
  input: {
    id: string
    name: string
    value?: string | undefined
    autocomplete?: string | undefined
    classes?: string | undefined
    errorMessage?: ErrorMessageProps | undefined
    attributes?: Attributes | undefined
  }
  button: { text: string; classes?: string | undefined; attributes?: Attributes | undefined }
}
export const MojSearch = moj<MojSearchProps>('search', 'mojSearch')

export type MojSideNavigationProps = Element & { label: string } & (
    | { items: readonly NavigationItem[]; sections?: undefined }
    | { sections: readonly { heading: Heading; items: readonly NavigationItem[] }[]; items?: undefined }
  )
export const MojSideNavigation = moj<MojSideNavigationProps>('side-navigation', 'mojSideNavigation')

export type MojSubNavigationProps = Element & { label: string; items: readonly NavigationItem[] }
export const MojSubNavigation = moj<MojSubNavigationProps>('sub-navigation', 'mojSubNavigation')

export type MojTicketPanelProps = Element & { items: readonly (TextOrHtml & Element)[] }
export const MojTicketPanel = moj<MojTicketPanelProps>('ticket-panel', 'mojTicketPanel')

export type MojTimelineProps = Element & {
  headingLevel?: number | undefined
  items: readonly (TextOrHtml &
    Element & {
      label: TextOrHtml
      /** Written after the word "by". */
      byline?: TextOrHtml | undefined
      /** An ISO 8601 instant, shown in UK time. */
      datetime: { timestamp: string; type: MojDateType }
    })[]
}
export const MojTimeline = moj<MojTimelineProps>('timeline', 'mojTimeline')

export type MojAddAnotherProps = Element & {
  id?: string | undefined
  itemLabel: string
  addAnotherButtonText?: string | undefined
  removeButtonText?: string | undefined
  layout?: string | undefined
  items: readonly { fieldset: FieldsetProps & { html: Html } }[]
}
export const MojAddAnother = moj<MojAddAnotherProps>('add-another', 'mojAddAnother')

/** A table whose columns sort in the browser; give sortable head cells the attribute `aria-sort="none"`. */
export function MojSortableTable(props: TableProps): Html {
  return Table({ ...props, attributes: { ...props.attributes, 'data-module': 'moj-sortable-table' } })
}

function moj<Props extends object>(component: string, name: string): (props: Props) => Html {
  return macroComponent<Props>({ folder: `moj/components/${component}`, name })
}
