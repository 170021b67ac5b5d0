#pragma once

#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "tests/engine/text/text_test_support.h"

/// A text and the ids that the reference implementation gives it.
struct VectorCase {
    std::string text;
    std::vector<vitrine::TokenId> ids;
};

/// Reads cases.inp (texts between separator lines) and cases.out (one line of ids for each text).
inline std::vector<VectorCase> readVectorCases(const std::filesystem::path& folder) {
    const std::string separator = "\n__ggml_vocab_test__\n";
    const auto input = readBytes(folder / "cases.inp");
    std::istringstream expected(readBytes(folder / "cases.out"));
    std::vector<VectorCase> cases;
    for (std::size_t start = 0; start <= input.size();) {
        const auto end = std::min(input.find(separator, start), input.size());
        VectorCase next{input.substr(start, end - start), {}};
        std::string line;
        std::getline(expected, line);
        std::istringstream ids(line);
        for (vitrine::TokenId id = 0; ids >> id;) {
            next.ids.push_back(id);
        }
        cases.push_back(std::move(next));
        start = end + separator.size();
    }
    return cases;
}
