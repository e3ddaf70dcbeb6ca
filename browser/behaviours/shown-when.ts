/**
 * Shows a part of a form only while the choice that it belongs to is made. Without script it stands there for all.
 *
 *     <div data-module="shown-when" data-choice="place_extent" data-is="area">…</div>
 */
export function showWhenChosen(root: HTMLElement): void {
  const form = root.closest('form')
  const { choice, is } = root.dataset
  if (!form || !choice) return
  const settle = () => {
    root.hidden = new FormData(form).get(choice) !== is
  }
  form.addEventListener('change', settle)
  settle()
}
