// Marks a text of each combination that decides its contrast: a page repeats few of them thousands
// of times, and one of each tells as much as all.
() => {
    const opaque = (element) => {
        const layers = [];
        for (let at = element; at; at = at.parentElement) {
            const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(at);
            layers.push(backgroundColor, backgroundImage, opacity, filter);
            if (backgroundImage === "none" && /^rgb\(/.test(backgroundColor)) break;
        }
        return layers;
    };
    const seen = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
        const key = [color, fontSize, fontWeight, textShadow, ...opaque(element)].join("|");
        if (seen.has(key)) continue;
        seen.add(key);
        element.dataset.contrastSample = "";
    }
    return seen.size;
}
