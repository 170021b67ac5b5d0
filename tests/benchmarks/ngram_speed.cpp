// Seconds and memory of counting, smoothing, writing, reading and asking an n-gram model.
//
//     ngram_speed FILE [ORDER] [word|character]
//
// Held against KenLM: lmplz on the same text with blanks between its units, and query.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "engine/ngram/arpa_reader.h"
#include "engine/ngram/arpa_writer.h"
#include "engine/ngram/ngram_counter.h"
#include "engine/ngram/ngram_model.h"
#include "engine/ngram/ngram_names.h"
#include "engine/text/whole_file.h"

namespace {

using namespace vitrine;

constexpr std::uintmax_t LargestText = std::uintmax_t{1} << 30; // bytes

class Clock {
public:
    void lap(const char* name) {
        const auto now = std::chrono::steady_clock::now();
        std::printf("%-10s %7.3f s\n", name, std::chrono::duration<double>(now - m_last).count());
        m_last = std::chrono::steady_clock::now();
    }

private:
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

std::vector<std::vector<WordId>> sentencesOf(
    const ngram::NgramModel& model, const std::string& text) {
    std::vector<std::vector<WordId>> sentences;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('\n', start), text.size());
        sentences.push_back(model.encode(std::string_view(text).substr(start, end - start)));
        start = end + 1;
    }
    return sentences;
}

void printQueries(const ngram::NgramModel& model, const std::string& text) {
    const auto sentences = sentencesOf(model, text);
    const auto start = std::chrono::steady_clock::now();
    NgramSentenceScore sum;
    for (const auto& sentence : sentences) {
        const auto score = model.probabilities().scoreSentence(sentence);
        sum.log10 += score.log10;
        sum.tokens += score.tokens;
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::printf("queries    %7.2f million a second (%d tokens, log10 %.2f)\n",
        sum.tokens / seconds.count() / 1e6, sum.tokens, sum.log10);
}

int run(const std::string& file, int order, NgramUnit unit) {
    const auto arpa = std::filesystem::temp_directory_path() / "vitrine_ngram_speed.arpa";
    Clock clock;
    auto counter = ngram::NgramCounter::create({.order = order, .unit = unit});
    if (!counter || !counter->addFile(file, [](double) {}, {})) {
        std::fprintf(stderr, "%s cannot be counted\n", file.c_str());
        return EXIT_FAILURE;
    }
    clock.lap("reading");
    const auto counts = counter->finish({}).value();
    clock.lap("counting");
    const auto model = ngram::NgramModel::estimated(counts, {}, {}).value();
    clock.lap("smoothing");
    if (!ngram::writeArpa(model->probabilities(), arpa, {})) {
        std::fprintf(stderr, "%s cannot be written\n", arpa.c_str());
        return EXIT_FAILURE;
    }
    clock.lap("writing");
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("memory     %7ld MiB at most\n", usage.ru_maxrss >> 10);
    const ngram::NgramModel read(ngram::readArpa(arpa, {}).value());
    clock.lap("reading it");
    std::filesystem::remove(arpa);
    printQueries(*model, text::readWholeFile(file, LargestText).value_or(""));
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "ngram_speed FILE [ORDER] [word|character]\n");
        return EXIT_FAILURE;
    }
    const int order = argc > 2 ? std::atoi(argv[2]) : 5;
    const auto unit = argc > 3 ? ngram::unitNamed(argv[3]) : NgramUnit::Character;
    return run(argv[1], order, unit.value_or(NgramUnit::Character));
}
