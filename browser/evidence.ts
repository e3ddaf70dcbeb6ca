import { Upload } from 'tus-js-client'

/** What the script says, in the language of the page; `{percent}` stands for how far it is. */
type Words = Record<
  | 'waiting'
  | 'sending'
  | 'retrying'
  | 'paused'
  | 'done'
  | 'failed'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'tooLarge',
  string
>

/** Small enough to be through in a minute on a slow line; what is through is never sent again. */
const pieceBytes = 2_097_152
/** On a line that comes and goes it is tried for about a quarter of an hour; after that there is a button. */
const retryDelays = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 300_000]

for (const form of document.querySelectorAll<HTMLFormElement>('[data-module="evidence-upload"]'))
  sendFilesOneByOne(form)

/** Sends each chosen file by itself, with its progress, as soon as it is chosen; without this the form sends them. */
function sendFilesOneByOne(form: HTMLFormElement): void {
  const { uploads, largest, words: json } = form.dataset
  const chooser = form.querySelector<HTMLInputElement>('input[type=file]')
  if (!uploads || !json || !chooser) return
  const words = JSON.parse(json) as Words
  const list = document.createElement('ul')
  list.className = 'govuk-list app-upload'
  chooser.closest('.govuk-form-group')?.after(list)
  let under = 0
  let kept = 0
  let failed = 0
  const ended = () => {
    // What was kept is listed by the server; what was not stays on the page with its reason.
    if (under === 0 && failed === 0 && kept > 0) location.reload()
  }
  const send = (file: File) => {
    const row = addRow(list, file.name, words)
    if (file.size > Number(largest)) {
      failed += 1
      return row.fail(words.tooLarge)
    }
    under += 1
    const finish = (isKept: boolean) => {
      under -= 1
      if (isKept) kept += 1
      else failed += 1
      ended()
    }
    const upload = new Upload(file, {
      endpoint: uploads,
      chunkSize: pieceBytes,
      retryDelays,
      metadata: { filename: file.name },
      // Nothing about it stays on a device that others may use.
      storeFingerprintForResuming: false,
      removeFingerprintOnSuccess: true,
      onProgress: (sent, all) => row.show(words.sending, sent / all),
      onShouldRetry(error) {
        const status = error.originalResponse?.getStatus() ?? 0
        const isWorthIt =
          status === 0 || status === 409 || status === 423 || (status >= 500 && status !== 507)
        if (isWorthIt) row.say(words.retrying)
        return isWorthIt
      },
      onError(error) {
        const answer = 'originalResponse' in error ? error.originalResponse?.getBody() : undefined
        row.fail(answer && answer.length < 300 ? answer : words.failed)
        finish(false)
      },
      onSuccess() {
        row.done()
        finish(true)
      },
    })
    row.onPause(
      () => void upload.abort(),
      () => upload.start(),
      () => {
        void upload.abort(true)
        row.remove()
        under -= 1
        ended()
      },
    )
    window.addEventListener('online', () => row.isSending() && upload.start())
    upload.start()
  }
  chooser.addEventListener('change', () => {
    const files = [...(chooser.files ?? [])]
    // They are on their way: going on must not send them once more.
    chooser.value = ''
    for (const file of files) send(file)
  })
  form.addEventListener('submit', (event) => {
    if (under === 0) return
    event.preventDefault()
    list.scrollIntoView()
  })
  window.addEventListener('beforeunload', (event) => {
    if (under > 0) event.preventDefault()
  })
}

function addRow(list: HTMLElement, name: string, words: Words) {
  const row = document.createElement('li')
  row.className = 'app-upload__item'
  const title = document.createElement('strong')
  title.className = 'app-break-anywhere'
  title.textContent = name
  const bar = document.createElement('progress')
  bar.className = 'app-upload__bar'
  bar.max = 1
  bar.value = 0
  bar.setAttribute('aria-label', name)
  const status = document.createElement('p')
  status.className = 'govuk-hint govuk-!-margin-bottom-1'
  status.setAttribute('role', 'status')
  status.textContent = words.waiting
  const [pause, cancel] = [words.pause, words.cancel].map((text) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'govuk-button govuk-button--secondary govuk-!-margin-right-2 govuk-!-margin-bottom-0'
    button.textContent = text
    return button
  })
  if (!pause || !cancel) throw new Error('A row has two buttons')
  row.append(title, bar, status, pause, cancel)
  list.append(row)
  let state: 'sending' | 'paused' | 'ended' = 'sending'
  const percent = () => String(Math.floor(bar.value * 100))
  const end = () => {
    state = 'ended'
    pause.remove()
    cancel.remove()
  }
  return {
    isSending: () => state === 'sending',
    show(text: string, part: number) {
      bar.value = part
      // A screen reader is told in tens, not at every piece.
      const next = text.replace('{percent}', String(Math.floor(part * 10) * 10))
      if (state === 'sending' && status.textContent !== next) status.textContent = next
    },
    say(text: string) {
      status.textContent = text
    },
    fail(text: string) {
      end()
      bar.remove()
      status.className = 'govuk-error-message'
      status.setAttribute('role', 'alert')
      status.textContent = `${words.failed}. ${text}`
    },
    done() {
      end()
      bar.value = 1
      status.textContent = words.done
    },
    remove: () => row.remove(),
    onPause(stop: () => void, goOn: () => void, giveUp: () => void) {
      pause.addEventListener('click', () => {
        if (state === 'sending') {
          state = 'paused'
          stop()
          status.textContent = words.paused.replace('{percent}', percent())
          pause.textContent = words.resume
        } else {
          state = 'sending'
          pause.textContent = words.pause
          goOn()
        }
      })
      cancel.addEventListener('click', giveUp)
    },
  }
}
