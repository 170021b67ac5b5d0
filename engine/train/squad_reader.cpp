#include "engine/train/squad_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/text/json_document.h"
#include "engine/text/unicode.h"
#include "engine/train/data_records.h"

namespace vitrine::train {

namespace {

using text::JsonValue;

/// Where a character begins, or the text's end where there is none.
std::size_t offsetOf(std::string_view text, std::int64_t character) {
    std::size_t offset = 0;
    for (; character > 0 && offset < text.size(); --character) {
        offset += text::characterAt(text, offset).length;
    }
    return offset;
}

/// The place of `answer` in `context` that is nearest to `wanted`.
std::optional<std::size_t> nearestPlace(
    std::string_view context, std::string_view answer, std::size_t wanted) {
    const auto before = context.rfind(answer, wanted);
    const auto after = context.find(answer, wanted);
    if (before == std::string_view::npos || after == std::string_view::npos) {
        const auto only = std::min(before, after); // npos is the largest number
        return only == std::string_view::npos ? std::nullopt : std::optional(only);
    }
    return wanted - before <= after - wanted ? before : after;
}

/// Reads one file; the source text tells in which lines its questions stand.
class SquadReader {
public:
    SquadReader(std::string_view source, ProblemList& problems, DataRows<AnsweredQuestion>& data)
        : m_source(source), m_problems(problems), m_data(data) { }

    Expected<void> read(const JsonValue& root) {
        return each(root, "data", [&](const JsonValue& article) {
            return each(article, "paragraphs",
                [&](const JsonValue& paragraph) { return readParagraph(paragraph); });
        });
    }

private:
    template <typename Function>
    Expected<void> each(const JsonValue& object, std::string_view key, const Function& function) {
        const auto items = object.member(key).and_then(&JsonValue::elements);
        if (!items) {
            return Unexpected(items.error());
        }
        for (const auto& item : *items) {
            if (auto done = function(item); !done) {
                return done;
            }
        }
        return {};
    }

    Expected<void> readParagraph(const JsonValue& paragraph) {
        const auto context = paragraph.member("context").and_then(&JsonValue::asString);
        if (!context) {
            return Unexpected(context.error());
        }
        return each(paragraph, "qas",
            [&](const JsonValue& question) { return readQuestion(question, *context); });
    }

    Expected<void> readQuestion(const JsonValue& value, const std::string& context) {
        const auto question = value.member("question").and_then(&JsonValue::asString);
        if (!question) {
            return Unexpected(question.error());
        }
        const auto line = lineOf(*question);
        if (question->empty() || context.empty()) {
            m_problems.add(
                line, DataProblemKind::RowEmpty, question->empty() ? "question" : "context");
            return {};
        }
        const auto answers = value.find("answers");
        const auto elements = answers ? answers->elements() : std::vector<JsonValue>();
        if (!elements) {
            return Unexpected(elements.error());
        }
        if (elements->empty()) { // SQuAD 2.0: the context does not tell
            m_data.rows.push_back({*question, context, {}, 0});
            return {};
        }
        return readAnswer(elements->front(), {*question, context, {}, 0}, line);
    }

    Expected<void> readAnswer(const JsonValue& value, AnsweredQuestion row, std::size_t line) {
        const auto answer = value.member("text").and_then(&JsonValue::asString);
        const auto start = value.integerOr("answer_start", 0);
        if (!answer || !start) {
            return Unexpected(answer ? start.error() : answer.error());
        }
        const auto wanted = offsetOf(row.context, *start);
        const auto place
            = answer->empty() ? std::nullopt : nearestPlace(row.context, *answer, wanted);
        if (!place) {
            m_problems.add(line, DataProblemKind::SpanOutside, *answer);
            return {};
        }
        if (*place != wanted || *start < 0) {
            m_problems.add(line, DataProblemKind::SpanMoved, *answer);
        }
        row.answer = *answer;
        row.start = *place;
        m_data.rows.push_back(std::move(row));
        return {};
    }

    /// Questions are read in the file's order, so that each is looked for after the one before.
    std::size_t lineOf(const std::string& question) {
        for (const bool ascii : {false, true}) {
            const auto written = nlohmann::json(question).dump(/*indent=*/-1, ' ', ascii);
            const auto found = m_source.find(written, m_searched);
            if (found != std::string_view::npos) {
                const auto passed = m_source.substr(m_searched, found - m_searched);
                m_line += static_cast<std::size_t>(std::ranges::count(passed, '\n'));
                m_searched = found;
                break;
            }
        }
        return m_line;
    }

    std::string_view m_source;
    std::size_t m_searched = 0; // up to where lines are counted
    std::size_t m_line = 1;
    ProblemList& m_problems;
    DataRows<AnsweredQuestion>& m_data;
};

} // namespace

Expected<void> readSquad(const std::filesystem::path& file, DataRows<AnsweredQuestion>& data) {
    ProblemList problems(file, data.problems);
    return readData(file, problems).and_then([&](const std::string& source) {
        return text::JsonDocument::parse(source, file.string())
            .and_then([&](const text::JsonDocument& document) {
                return SquadReader(source, problems, data).read(document.root());
            });
    });
}

} // namespace vitrine::train
