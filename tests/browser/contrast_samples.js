// Marks a text of each combination that decides its contrast and was not seen yet: pages repeat few
// of them thousands of times, and one of each tells as much as all.
(known) => {
    const opaque = (element) => {
        const layers = [];
        for (let at = element; at; at = at.parentElement) {
            const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(at);
            layers.push(backgroundColor, backgroundImage, opacity, filter);
            if (backgroundImage === "none" && /^rgb\(/.test(backgroundColor)) break;
        }
        return layers;
    };
    const seen = new Set(known);
    let looked = 0;
    for (const old of document.querySelectorAll("[data-contrast-sample]")) delete old.dataset.contrastSample;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
        looked += 1;
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
        const key = [color, fontSize, fontWeight, textShadow, ...opaque(element)].join("|");
        if (seen.has(key)) continue;
        seen.add(key);
        element.dataset.contrastSample = "";
    }
    return { looked, seen: [...seen] };
}
