/**
 * Leaves by "Exit this page" in the place of the page that is left, so that the Back button does not show it to
 * whoever comes to the screen next. The Design System's script adds the new page behind the old one; where browsers
 * do not let a page see where it is going (the Navigation API), it stays so.
 */
export function leaveNoWayBack(exit: HTMLElement): void {
  const address = exit.querySelector('a')?.href
  if (!address || !('navigation' in window)) return
  window.navigation.addEventListener('navigate', (event) => {
    if (event.destination.url !== address || event.navigationType === 'replace') return
    event.preventDefault()
    location.replace(address)
  })
}
