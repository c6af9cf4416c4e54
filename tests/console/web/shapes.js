// The console can take several shapes, chosen by query parameters, so that tests meet what real pages do. They stay in
// the address across client routes (see router.jsx).
//
//   ?number=late      the number appears 600 ms after its label
//   ?number=pieces    one text node grows to the whole number in three steps, 120 ms apart
//   ?number=nodes     the same, as three text nodes side by side
//   ?number=change    a button `Switch account` changes number and company in place (and back)
//   ?number=gone      a button `Hide account number` removes the number and brings it back; the label stays
//   ?number=none      neither label nor number anywhere
//   ?reset=form       the button submits a form, which opens the prompt; a text field `reason` is in the same form
//   ?reset=rerender   the button is a new element every 250 ms
//   ?reset=script     a button `Run scripted reset` calls the reset button's click() from the page's script
//   ?reset=delegated  the click is handled on document, not on the button
//   ?hash=quoted      the new hash is shown in quotation marks
//   ?hash=nodes       it is split over several text nodes and elements, with a soft hyphen between two
//   ?hash=field       it stands in a read-only field
//   ?hash=shadow      it stands in a closed shadow root, label and all
//   ?hash=unlabelled  nothing says that it is one
//   ?hash=copy        a button `Copy` of the page's own stands beside it
//   ?hash=decoys      unlabelled, and with it appear: a checksum, a key that begins lpkey_, a SCIM token, a placeholder,
//                     a masked secret
//
// A button `Forget it` takes the new hash off the page in every shape but the first.
//
// The `reset` shapes hold for `Create provisioning hash` too. The late, pieces and nodes delays start again whenever
// the header is made anew, so at every route that has one.
export function shape(name) {
  return new URLSearchParams(location.search).get(name) ?? '';
}

// The two accounts of ?number=change.
export const FIRST = { number: '18836731', company: 'OrgABC' };
export const OTHER = { number: '27365418', company: 'Initech' };
