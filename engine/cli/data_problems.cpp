#include "engine/cli/data_problems.h"

#include <iostream>
#include <ranges>

namespace vitrine::cli {

namespace {

const char* describe(DataProblemKind kind) {
    switch (kind) {
    case DataProblemKind::TextInvalid:
        return "bytes that are no text";
    case DataProblemKind::JsonInvalid:
        return "no JSON object";
    case DataProblemKind::QuoteOpen:
        return "a quoted field without an end";
    case DataProblemKind::ColumnsDiffer:
        return "another number of fields than columns";
    case DataProblemKind::ColumnMissing:
        return "a column is missing";
    case DataProblemKind::RowEmpty:
        return "no text";
    case DataProblemKind::LabelUnknown:
        return "a label that the training data do not have";
    case DataProblemKind::TagInvalid:
        return "no BIO tag";
    case DataProblemKind::SpanOutside:
        return "an answer that its context does not hold";
    case DataProblemKind::SpanMoved:
        return "an answer that stands elsewhere; it was moved there";
    case DataProblemKind::Converted:
        return "not UTF-8; read as";
    }
    return "";
}

} // namespace

void listProblems(const std::vector<DataProblem>& problems) {
    constexpr std::size_t Listed = 50;
    for (const auto& problem : problems | std::views::take(Listed)) {
        std::cerr << problem.file.string();
        if (problem.line > 0) {
            std::cerr << ", line " << problem.line;
        }
        std::cerr << ": " << describe(problem.kind)
                  << (problem.detail.empty() ? "" : ": " + problem.detail) << '\n';
    }
    if (problems.size() > Listed) {
        std::cerr << problems.size() - Listed << " more rows cannot be used as they are.\n";
    }
}

} // namespace vitrine::cli
