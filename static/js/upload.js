/* Files go up as soon as they are chosen, dropped or pasted (Ctrl+V); the form need not wait for its thumbnails.
 *
 *   <div data-upload data-upload-url="/…/files/" data-upload-limit="20971520">
 *     [data-upload-list]                gets one .thumb per file: first a progress bar, then the server's fragment
 *     <input type="file">               one or more; `capture` on one of them opens the camera of a phone
 *   Files may be dropped anywhere in its form; where it is folded away in <details>, that opens.
 *   Each file is posted alone as "file". 2xx: the fragment takes its place (with <input type="hidden"> of its id, so that
 *   the form carries it). 4xx: the body, a <div class="thumb bad"> or a plain sentence, is shown there.
 *   With scripts off the same inputs are sent with the form.
 */
(function () {
  "use strict";
  const RT = window.RT;
  const waiting = new WeakMap();

  function card(area, file) {
    const shown = document.createElement("div");
    shown.className = "thumb";
    shown.innerHTML = '<span class="pic"></span><span class="clip"></span><span class="mut"></span><progress max="100" value="0"></progress>';
    shown.querySelector(".clip").textContent = file.name;
    shown.querySelector("progress").setAttribute("aria-label", file.name);
    area.querySelector("[data-upload-list]").appendChild(shown);
    return shown;
  }

  function refuse(shown, file, sentence, again) {
    shown.className = "thumb bad";
    shown.setAttribute("role", "alert");
    shown.textContent = `${file.name}: ${sentence} `;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn s";
    button.textContent = again ? RT.text("try_again") : RT.text("take_away");
    button.addEventListener("click", () => {
      shown.remove();
      if (again) again();
    });
    shown.appendChild(button);
  }

  function accept(area, shown, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    const fresh = Array.from(holder.content.children);
    shown.replaceWith(...fresh);
    fresh.forEach((node) => window.htmx.process(node));
    RT.announce(RT.text("uploaded"));
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function answered(area, shown, file, request) {
    const html = request.responseText.trim();
    if (request.status >= 200 && request.status < 300) return accept(area, shown, html);
    if (request.status >= 500) return refuse(shown, file, RT.text("answer_500"), () => send(area, file));
    if (html.startsWith("<div class=\"thumb")) return accept(area, shown, html);
    // A whole page is no sentence to show beside a file.
    const sentence = html.startsWith("<") || !html ? RT.text("answer_" + request.status) : html.slice(0, 300);
    return refuse(shown, file, sentence || RT.text("answer_other"));
  }

  function finish(area) {
    area.dataset.uploading = Number(area.dataset.uploading) - 1;
    const form = area.closest("form");
    const waits = form && form.querySelector("[data-uploading]:not([data-uploading='0'])");
    if (!form || waits || !waiting.has(form)) return;
    const submitter = waiting.get(form);
    waiting.delete(form);
    form.requestSubmit(submitter || undefined);
  }

  function send(area, file) {
    const shown = card(area, file);
    const limit = Number(area.dataset.uploadLimit);
    if (limit && file.size > limit) return refuse(shown, file, RT.text("file_too_big"));
    const body = new FormData();
    body.append("file", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", area.dataset.uploadUrl);
    request.setRequestHeader("X-CSRFToken", RT.csrf());
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => {
      const percent = Math.round((100 * event.loaded) / event.total);
      shown.querySelector("progress").value = percent;
      shown.querySelector(".mut").textContent = RT.text("uploading", { percent });
    });
    request.addEventListener("load", () => answered(area, shown, file, request));
    request.addEventListener("error", () => refuse(shown, file, RT.text("network_down"), () => send(area, file)));
    request.addEventListener("loadend", () => finish(area));
    area.dataset.uploading = Number(area.dataset.uploading || 0) + 1;
    request.send(body);
  }

  // Wherever in the form it is dropped: a file let go beside the place would replace the page.
  function areaOf(event) {
    if (!event.dataTransfer || !Array.from(event.dataTransfer.types).includes("Files")) return null;
    const form = event.target.closest && event.target.closest("form, [data-upload]");
    return form && (form.closest("[data-upload]") || form.querySelector("[data-upload]"));
  }

  function show(area) {
    const folded = area.closest("details");
    if (folded) folded.open = true;
  }

  const sendAll = (area, files) => Array.from(files).forEach((file) => send(area, file));

  document.addEventListener("change", (event) => {
    const area = event.target.matches("input[type=file]") && event.target.closest("[data-upload]");
    if (!area) return;
    sendAll(area, event.target.files);
    event.target.value = "";
  });
  ["dragover", "dragleave", "drop"].forEach((name) =>
    document.addEventListener(name, (event) => {
      const area = areaOf(event);
      if (!area) return;
      event.preventDefault();
      show(area);
      area.querySelector(".drop").classList.toggle("over", name === "dragover");
      if (name === "drop") sendAll(area, event.dataTransfer.files);
    })
  );
  document.addEventListener("paste", (event) => {
    const files = event.clipboardData && event.clipboardData.files;
    const form = event.target.closest && event.target.closest("form");
    const area = (form && form.querySelector("[data-upload]")) || document.querySelector("[data-upload]");
    if (!files || !files.length || !area) return;
    event.preventDefault();
    show(area);
    sendAll(area, files);
  });
  // Sending while a file is still on its way would leave that file out.
  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.querySelector("[data-uploading]:not([data-uploading='0'])")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting.set(event.target, event.submitter);
      RT.tell(RT.text("waits_for_upload"));
    },
    true
  );
})();
