#include "engine/ngram/ngram_counter.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/formats/mapped_file.h"
#include "engine/ngram/count_builder.h"
#include "engine/ngram/text_units.h"
#include "engine/text/take_line.h"
#include "engine/text/unicode.h"

namespace vitrine::ngram {

namespace {

constexpr std::size_t ProgressInterval = std::size_t{1} << 20; // bytes between two reports
constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

Expected<void> invalidOption(
    const std::string& name, const std::string& value, const std::string& range) {
    return Unexpected(Error{ErrorCode::OptionInvalid, name, value + ", " + range,
        name + " is " + value + ", but must be " + range + "."});
}

Expected<void> check(const NgramCounting& counting) {
    if (counting.order < 1 || counting.order > MaximumNgramOrder) {
        return invalidOption(
            "order", std::to_string(counting.order), "1 to " + std::to_string(MaximumNgramOrder));
    }
    const auto& cutoffs = counting.cutoffs;
    if (!cutoffs.empty() && cutoffs.front() != 0) {
        return invalidOption("cutoffs", std::to_string(cutoffs.front()), "0 for order 1");
    }
    const auto falls = std::ranges::is_sorted_until(cutoffs);
    if (falls != cutoffs.end()) {
        return invalidOption("cutoffs", std::to_string(*falls), "no less than the one before");
    }
    return {};
}

} // namespace

Expected<NgramCounter> NgramCounter::create(NgramCounting counting) {
    return check(counting).map([&] { return NgramCounter(std::move(counting)); });
}

NgramCounter::NgramCounter(NgramCounting counting)
    : m_counting(counting), m_words(std::make_shared<WordTable>()), m_windows(std::move(counting)),
      m_hashes(std::vector<std::uint64_t>{}) {
}

Expected<void> NgramCounter::addFile(const std::filesystem::path& file,
    const CountingProgress& onProgress, const std::stop_token& stop) {
    const auto mapped = formats::MappedFile::open(file);
    if (!mapped) {
        return Unexpected(mapped.error());
    }
    const auto bytes = (*mapped)->bytes();
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return addText(text, onProgress, stop).map_error([&](Error error) {
        if (error.code == ErrorCode::TextInvalid) {
            error.subject = file.string();
            error.detail = file.string() + ": " + error.detail;
        }
        return error;
    });
}

Expected<void> NgramCounter::addText(
    std::string_view text, const CountingProgress& onProgress, const std::stop_token& stop) {
    auto rest = text;
    if (rest.starts_with(ByteOrderMark)) {
        rest.remove_prefix(ByteOrderMark.size());
    }
    std::size_t nextReport = ProgressInterval;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const auto line = text::takeLine(rest);
        if (const auto bad = text::firstInvalidUtf8(line)) {
            const auto place = "line " + std::to_string(number) + ", byte " + std::to_string(*bad);
            return Unexpected(
                Error{ErrorCode::TextInvalid, "text", place, place + " is not valid UTF-8."});
        }
        if (auto added = addLine(line); !added) {
            return added;
        }
        const auto done = text.size() - rest.size();
        if (done >= nextReport) {
            nextReport = done + ProgressInterval;
            if (stop.stop_requested()) {
                return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "The work was stopped."});
            }
            onProgress(static_cast<double>(done) / static_cast<double>(text.size()));
        }
    }
    return {};
}

Expected<void> NgramCounter::addLine(std::string_view line) {
    m_sentence.assign(1, WordTable::Begin);
    TextUnits units(line, m_counting.unit);
    for (std::string_view unit; units.next(unit);) {
        m_sentence.push_back(m_words->add(unit));
    }
    if (m_hashes) {
        m_hashes->push_back(NgramCounts::sentenceHash(std::span(m_sentence).subspan(1)));
        if (m_hashes->size() * sizeof(std::uint64_t) > m_counting.memoryBytes / 4) {
            m_hashes.reset();
        }
    }
    m_sentence.push_back(WordTable::End);
    return m_windows.add(m_sentence);
}

Expected<std::shared_ptr<const NgramCounts>> NgramCounter::finish(const std::stop_token& stop) {
    if (m_windows.tokens() == 0) {
        return Unexpected(Error{
            ErrorCode::DatasetTooSmall, "text", "0, 1", "There is no line to count n-grams in."});
    }
    if (m_hashes) {
        std::ranges::sort(*m_hashes);
    }
    return buildCounts(m_windows, {m_words, m_counting, std::move(m_hashes)}, stop);
}

} // namespace vitrine::ngram
