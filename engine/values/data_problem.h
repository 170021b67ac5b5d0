#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace vitrine {

/// What is wrong with a row of a data file. But for the last two, such a row is left out.
enum class DataProblemKind {
    TextInvalid, ///< bytes that are no text
    JsonInvalid, ///< the line is no JSON object
    QuoteOpen, ///< a quoted field of a table never ends
    ColumnsDiffer, ///< a table's row has more or fewer fields than its head; detail: both counts
    ColumnMissing, ///< detail: the column that the row lacks
    RowEmpty, ///< detail: the column without text
    LabelUnknown, ///< detail: a label that is not among those of the training data
    TagInvalid, ///< detail: a tag that is not O, B-…, I-… or their relatives
    SpanOutside, ///< detail: an answer that its context does not hold
    SpanMoved, ///< detail: an answer found elsewhere than the file says; the row is used so
    Converted, ///< of a whole file; detail: the encoding that it was read in
};

/// A problem and where it is.
struct DataProblem {
    std::filesystem::path file;
    std::size_t line = 0; ///< from 1; 0: the whole file
    DataProblemKind kind = DataProblemKind::RowEmpty;
    std::string detail;
    bool operator==(const DataProblem&) const = default;
};

} // namespace vitrine
