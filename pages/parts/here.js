// To the place in the text that a link names; once it is drawn.
window.setTimeout(() => {
  const here = document.getElementById("lh-here");
  if (here) {
    here.scrollIntoView({block: "center"});
    here.closest("article").focus({preventScroll: true});
  }
}, 60);
