#pragma once

#include <filesystem>
#include <string>

namespace vitrine {

/// How the rows of a data file are laid out.
enum class DataFormat {
    Auto, ///< by the name's ending; a text file where it tells nothing
    Lines, ///< a text on each line
    Csv, ///< RFC 4180, the first record names the columns
    Tsv, ///< the same with tabs
    JsonLines, ///< an object on each line
    Conll, ///< a word and its tag on each line, an empty line after each sentence
    Squad, ///< the JSON of SQuAD 1.1 and 2.0
};

/// The columns of a table, or the keys of JSON objects, that a job reads.
struct DataColumns {
    std::string text = "text";
    std::string second = "second"; ///< of a pair; may be absent
    std::string label = "label";
    std::string prompt = "prompt";
    std::string answer = "answer";
    bool operator==(const DataColumns&) const = default;
};

/// A file of a corpus, or a folder whose text files are read.
struct CorpusFile {
    std::filesystem::path file;
    int repeat = 1; ///< how often its texts are seen in one epoch
    DataFormat format = DataFormat::Auto;
    bool operator==(const CorpusFile&) const = default;
};

} // namespace vitrine
