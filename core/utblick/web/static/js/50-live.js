/* One stream of events for all tabs: the tab that holds the lock listens and tells the others. Each event becomes
   utblick:<topic> on the body, and utblick:<beginning>.> for every beginning of its name; utblick:live.opened says
   that the stream has begun: what happened before was not told. */
function told(text) {
  const { topic, ...detail } = JSON.parse(text);
  const parts = topic.split(".");
  const names = [topic, ...parts.slice(1).map((_part, place) => `${parts.slice(0, place + 1).join(".")}.>`)];
  names.forEach((name) => document.body.dispatchEvent(new CustomEvent(`utblick:${name}`, { detail })));
}

const live = document.body.dataset.live;
if (live && navigator.locks) {
  const channel = new BroadcastChannel("utblick-live");
  channel.onmessage = (event) => told(event.data);
  navigator.locks.request("utblick-live", () => new Promise(() => listening((text) => channel.postMessage(text))));
} else if (live) {
  listening(() => {});
}

function listening(passedOn) {
  const source = new EventSource(live);
  const everywhere = (text) => [told, passedOn].forEach((tell) => tell(text));
  source.onopen = () => everywhere('{"topic": "live.opened"}');
  source.onmessage = (event) => everywhere(event.data);
  source.onerror = () => source.readyState === EventSource.CLOSED && setTimeout(() => listening(passedOn), 5000);
}
