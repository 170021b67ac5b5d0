#include "engine/ngram/window_runs.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <queue>

#include "engine/ngram/memory_guard.h"

namespace vitrine::ngram {

namespace {

constexpr std::size_t BytesPerToken = 20; // of a block: the word, and 16 bytes to sort it
constexpr std::size_t StopInterval = 1 << 16; // windows between two looks at the stop token

Error interrupted() {
    return {ErrorCode::Interrupted, {}, {}, "The work was stopped."};
}

/// A sorted run that is being read.
struct Reader {
    std::span<const Window> rest;
};

struct ReadsLater {
    bool operator()(const Reader& a, const Reader& b) const {
        return a.rest.front().words > b.rest.front().words;
    }
};

/// Joins equal windows of several runs.
class Joiner {
public:
    explicit Joiner(const WindowFunction& onWindow) : m_onWindow(onWindow) { }

    void add(const Window& window) {
        if (window.words == m_open.words && m_open.count > 0) {
            m_open.count += window.count;
            return;
        }
        flush();
        m_open = window;
    }
    void flush() {
        if (m_open.count > 0) {
            m_onWindow(m_open);
        }
    }

private:
    const WindowFunction& m_onWindow;
    Window m_open;
};

bool merge(const std::vector<Column<Window>>& runs, const WindowFunction& onWindow,
    const std::stop_token& stop) {
    std::priority_queue<Reader, std::vector<Reader>, ReadsLater> readers;
    for (const auto& run : runs) {
        readers.push({run.values()});
    }
    Joiner joiner(onWindow);
    for (std::size_t read = 1; !readers.empty(); ++read) {
        if (read % StopInterval == 0 && stop.stop_requested()) {
            return false;
        }
        auto reader = readers.top();
        readers.pop();
        joiner.add(reader.rest.front());
        if (reader.rest.size() > 1) {
            readers.push({reader.rest.subspan(1)});
        }
    }
    joiner.flush();
    return true;
}

} // namespace

WindowRuns::WindowRuns(NgramCounting counting)
    : m_counting(std::move(counting)),
      m_blockTokens(std::max<std::size_t>(m_counting.memoryBytes / BytesPerToken, 1)) {
    if (m_counting.temporaryFolder.empty()) {
        m_counting.temporaryFolder = std::filesystem::temp_directory_path();
    }
}

Expected<void> WindowRuns::add(std::span<const WordId> sentence) {
    return withMemory([&]() -> Expected<void> {
        if (!m_block.empty() && m_block.size() + sentence.size() > m_blockTokens) {
            spill();
        }
        m_block.insert(m_block.end(), sentence.begin(), sentence.end());
        m_total += sentence.size();
        return {};
    });
}

void WindowRuns::spill() {
    const WindowSorter sorter(m_block, m_counting.order);
    std::size_t windows = 0;
    sorter.forEach([&](const Window&) { ++windows; });
    auto& run = m_runs.emplace_back(
        windows, ColumnPlace{.onDisk = true, .folder = m_counting.temporaryFolder});
    sorter.forEach([&](const Window& window) { run.push_back(window); });
    m_block.clear();
}

Expected<void> WindowRuns::forEach(const WindowFunction& onWindow, const std::stop_token& stop) {
    return withMemory([&]() -> Expected<void> {
        if (m_runs.empty()) {
            if (!m_sorted) {
                m_sorted.emplace(m_block, m_counting.order);
            }
            m_sorted->forEach(onWindow);
            return {};
        }
        if (!m_block.empty()) {
            spill();
        }
        return merge(m_runs, onWindow, stop) ? Expected<void>()
                                             : Expected<void>(Unexpected(interrupted()));
    });
}

} // namespace vitrine::ngram
