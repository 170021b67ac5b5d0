// Prints how fast tokenisers are, in one thread, on English and Chinese text of the reference data:
//
//     tokenizer_speed [DATA]      (else VITRINE_TEST_DATA)
//
// Each text is encoded several times and the fastest run counts: the others measure the machine.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <string>

#include "engine/text/bpe_trainer.h"
#include "engine/text/character_trainer.h"
#include "engine/text/tokenizer_file.h"
#include "engine/text/whole_file.h"

namespace {

namespace fs = std::filesystem;
using namespace vitrine;

constexpr int runs = 5;
constexpr std::size_t bytesPerMegabyte = 1'000'000;

double secondsOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// All texts of a folder with this ending, one after the other.
std::string readTexts(const fs::path& folder, const std::string& ending) {
    std::string text;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ending) {
            text += text::readWholeFile(entry.path(), 100 * bytesPerMegabyte).value();
        }
    }
    return text;
}

void printEncoding(const char* name, const text::Tokenizer& tokenizer, const char* language,
    const std::string& text) {
    double best = 1e9;
    std::size_t tokens = 0;
    for (int run = 0; run < runs; ++run) {
        best = std::min(best, secondsOf([&] {
            tokens = tokenizer.encode(text, /*addSpecialTokens=*/false).value().size();
        }));
    }
    const double megabytes = static_cast<double>(text.size()) / bytesPerMegabyte;
    std::printf("%-28s %-8s %6.1f MB %9zu tokens %7.1f MB/s\n", name, language, megabytes, tokens,
        megabytes / best);
}

void printTraining(const char* language, const std::string& text) {
    int vocabulary = 0;
    const auto bpeSeconds = secondsOf([&] {
        text::BpeTrainer trainer({.vocabularySize = 8192});
        trainer.add(text);
        vocabulary = trainer.train().value()->vocabularySize();
    });
    std::printf("%-28s %-8s %6.1f MB %9d tokens %7.1f s\n", "train byte-level BPE", language,
        static_cast<double>(text.size()) / bytesPerMegabyte, vocabulary, bpeSeconds);
}

} // namespace

int main(int argc, char** argv) {
    const char* variable = std::getenv("VITRINE_TEST_DATA");
    const fs::path data = argc > 1 ? argv[1] : variable ? variable : "";
    if (!fs::is_directory(data / "corpora")) {
        std::fprintf(stderr, "Usage: tokenizer_speed DATA (the reference data)\n");
        return 2;
    }
    const auto english = readTexts(data / "corpora/en", ".txt");
    const auto chinese = readTexts(data / "corpora/zh", ".txt");
    for (const char* name : {"gpt2", "bert-base-uncased", "bert-base-chinese"}) {
        const auto tokenizer = text::loadTokenizer(data / "tokenizers" / name).value();
        printEncoding(name, *tokenizer, "English", english);
        printEncoding(name, *tokenizer, "Chinese", chinese);
    }
    text::CharacterTrainer characters({.minimumCount = 2});
    characters.add(chinese);
    const auto tokenizer = characters.train().value();
    printEncoding("characters", *tokenizer, "English", english);
    printEncoding("characters", *tokenizer, "Chinese", chinese);
    printTraining("English", english);
    printTraining("Chinese", chinese);
}
