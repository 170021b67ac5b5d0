#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/values/data_problem.h"
#include "engine/values/data_source.h"
#include "engine/values/expected.h"

namespace vitrine::train {

/// A row of a table as its file has it.
struct DataTableRow {
    std::vector<std::string> fields; ///< one for each column
    std::size_t line = 0;
    bool operator==(const DataTableRow&) const = default;
};

/// A whole table with its columns in their order.
struct DataTable {
    std::vector<std::string> columns;
    std::vector<DataTableRow> rows;
    std::vector<DataProblem> problems;
};

/// Reads a table in CSV, TSV or JSON lines (whose columns are the keys of all objects, in order of
/// appearance), or the lines of a text, whose column is "text". Errors: those of reading;
/// OptionInvalid ("format") for other formats.
Expected<DataTable> readDataTable(const CorpusFile& source);

} // namespace vitrine::train
