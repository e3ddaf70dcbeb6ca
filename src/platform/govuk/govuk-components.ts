import type * as Props from './generated/props.ts'
import type { Html } from './html.ts'
import { macroComponent } from './macro.ts'

type Component<P> = (props: P) => Html

const govuk = <P extends object>(component: string): Component<P> =>
  macroComponent<P>({ folder: `govuk/components/${component}`, name: govukMacroName(component) })

/** The official macro of a component folder: `date-input` has `govukDateInput`. */
export function govukMacroName(folder: string): string {
  return `govuk-${folder}`.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase())
}

export const Accordion = govuk<Props.AccordionProps>('accordion')
export const BackLink = govuk<Props.BackLinkProps>('back-link')
export const Breadcrumbs = govuk<Props.BreadcrumbsProps>('breadcrumbs')
export const Button = govuk<Props.ButtonProps>('button')
export const CharacterCount = govuk<Props.CharacterCountProps>('character-count')
export const Checkboxes = govuk<Props.CheckboxesProps>('checkboxes')
export const CookieBanner = govuk<Props.CookieBannerProps>('cookie-banner')
export const DateInput = govuk<Props.DateInputProps>('date-input')
export const Details = govuk<Props.DetailsProps>('details')
export const ErrorMessage = govuk<Props.ErrorMessageProps>('error-message')
export const ErrorSummary = govuk<Props.ErrorSummaryProps>('error-summary')
export const ExitThisPage = govuk<Props.ExitThisPageProps>('exit-this-page')
export const Feedback = govuk<Props.FeedbackProps>('feedback')
export const Fieldset = govuk<Props.FieldsetProps>('fieldset')
export const FileUpload = govuk<Props.FileUploadProps>('file-upload')
export const Footer = govuk<Props.FooterProps>('footer')
export const GenericHeader = govuk<Props.GenericHeaderProps>('generic-header')
export const Header = govuk<Props.HeaderProps>('header')
export const Hint = govuk<Props.HintProps>('hint')
export const TextInput = govuk<Props.TextInputProps>('input')
export const InsetText = govuk<Props.InsetTextProps>('inset-text')
export const Label = govuk<Props.LabelProps>('label')
export const LanguageNavigation = govuk<Props.LanguageNavigationProps>('language-navigation')
export const NotificationBanner = govuk<Props.NotificationBannerProps>('notification-banner')
export const Pagination = govuk<Props.PaginationProps>('pagination')
export const Panel = govuk<Props.PanelProps>('panel')
export const PasswordInput = govuk<Props.PasswordInputProps>('password-input')
export const PhaseBanner = govuk<Props.PhaseBannerProps>('phase-banner')
export const Radios = govuk<Props.RadiosProps>('radios')
export const Select = govuk<Props.SelectProps>('select')
export const ServiceNavigation = govuk<Props.ServiceNavigationProps>('service-navigation')
export const SkipLink = govuk<Props.SkipLinkProps>('skip-link')
export const SummaryList = govuk<Props.SummaryListProps>('summary-list')
export const Table = govuk<Props.TableProps>('table')
export const Tabs = govuk<Props.TabsProps>('tabs')
export const Tag = govuk<Props.TagProps>('tag')
export const TaskList = govuk<Props.TaskListProps>('task-list')
export const Textarea = govuk<Props.TextareaProps>('textarea')
export const WarningText = govuk<Props.WarningTextProps>('warning-text')
