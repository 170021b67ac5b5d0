#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/values/data_problem.h"
#include "engine/values/data_source.h"
#include "engine/values/expected.h"

namespace vitrine::train {

/// What a source is laid out as, where it does not say so itself.
DataFormat formatOf(const CorpusFile& source);

/// Collects what is wrong with the rows of one file.
class ProblemList {
public:
    ProblemList(std::filesystem::path file, std::vector<DataProblem>& problems)
        : m_file(std::move(file)), m_problems(problems) { }
    void add(std::size_t line, DataProblemKind kind, std::string detail = {}) {
        m_problems.push_back({m_file, line, kind, std::move(detail)});
    }

private:
    std::filesystem::path m_file;
    std::vector<DataProblem>& m_problems;
};

/// The text of a file in UTF-8, whatever it is stored in, which is listed. Errors: those of
/// text::readTextFile.
Expected<std::string> readData(const std::filesystem::path& file, ProblemList& problems);

/// A row of a table, or of a file of JSON objects.
struct DataRecord {
    std::size_t line = 0;
    nlohmann::json values; ///< an object

    /// A column as text, numbers as they are written; nothing, and a problem, where it is not there
    /// or empty.
    std::optional<std::string> text(const std::string& column, ProblemList& problems) const;
    /// The same, but "" where it is not there.
    std::string textOr(const std::string& column) const;
};

/// Every row of a source in CSV, TSV or JSON lines that can be read. Errors: those of readData;
/// OptionInvalid ("format") for other formats.
Expected<void> forEachRecord(const CorpusFile& source, ProblemList& problems,
    const std::function<void(const DataRecord&)>& onRecord);

} // namespace vitrine::train
