#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <QtTest>

#include "engine/text/tokenizer_file.h"

/// The reference data, or an empty path where it is absent.
inline std::filesystem::path referenceData() {
    const std::filesystem::path folder(qEnvironmentVariable("VITRINE_TEST_DATA").toStdString());
    return std::filesystem::is_directory(folder) ? folder : std::filesystem::path();
}

/// Leaves the test function, saying why, where the reference data is absent.
#define VITRINE_NEED_REFERENCE_DATA()                                                              \
    do {                                                                                           \
        if (referenceData().empty()) {                                                             \
            QSKIP("VITRINE_TEST_DATA names no folder with the reference data");                    \
        }                                                                                          \
    } while (false)

inline std::string readBytes(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// What a list of tokens covers of the input, checking on the way that they follow one another.
inline std::string joinedBytes(const std::vector<vitrine::Token>& tokens) {
    std::string bytes;
    for (const auto& token : tokens) {
        bytes += token.bytes;
    }
    return bytes;
}

/// Texts that tokenisers stumble over; each must come back whole from a byte tokeniser.
inline std::vector<std::string> awkwardTexts() {
    using namespace std::string_literals;
    return {
        ""s,
        " "s,
        "\n\n \t  x  \r\n"s,
        "\0a\0"s,
        "it's we'll THEY'RE 'tis '"s,
        "don’t naïve Ünïcödé Ελληνικά हिन्दी ไทย العربية"s,
        "春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。"s,
        "👩‍👩‍👧‍👦 🇨🇳 👍🏽 é = e\u0301"s,
        "\u00A0\u2003\u3000x\u2028y\u0085z"s,
        "\xFF\xFE\x80 cut \xE4\xB8"s,
        "\xF0\x9F\x98 \xED\xA0\x80 \xC0\xAF"s,
        "1234567890 3.14 ½ Ⅷ ٣"s,
        "<|endoftext|> <|endoftext|><|endof"s,
        "<0x41> Ġ ##x [SEP]"s,
    };
}
