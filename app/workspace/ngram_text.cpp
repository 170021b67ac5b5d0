#include "app/workspace/ngram_text.h"

#include <utility>

#include "engine/ngram/ngram_counter.h"
#include "engine/ngram/text_units.h"
#include "engine/text/line_blocks.h"
#include "engine/text/take_line.h"

namespace vitrine::app {

namespace {

using LineFunction = std::function<Expected<void>(std::string_view line)>;

Expected<void> forEachLineOf(
    std::string_view lines, const std::stop_token& stop, const LineFunction& onLine) {
    while (!lines.empty()) {
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The work was stopped."});
        }
        if (const auto line = text::takeLine(lines); !line.empty()) {
            if (auto done = onLine(line); !done) {
                return done;
            }
        }
    }
    return {};
}

} // namespace

Expected<void> forEachLine(
    const NgramText& text, const std::stop_token& stop, const LineFunction& onLine) {
    if (text.file.empty()) {
        return forEachLineOf(text.text, stop, onLine);
    }
    return text::LineBlocks::open(text.file).and_then([&](text::LineBlocks blocks) {
        return blocks.forEach(
            [&](std::string_view block) { return forEachLineOf(block, stop, onLine); });
    });
}

std::string countedLine(std::string_view line, NgramUnit unit) {
    return unit == NgramUnit::Word ? ngram::withSeparateWords(line) : std::string(line);
}

Expected<std::shared_ptr<const ngram::NgramCounts>> countText(
    const NgramText& text, const NgramCounting& counting, const std::stop_token& stop) {
    return ngram::NgramCounter::create(counting).and_then([&](ngram::NgramCounter counter) {
        const auto add = [&](std::string_view line) {
            return counter.addText(
                countedLine(line, counting.unit), [](double) {}, stop);
        };
        return forEachLine(text, stop, add).and_then([&] { return counter.finish(stop); });
    });
}

} // namespace vitrine::app
