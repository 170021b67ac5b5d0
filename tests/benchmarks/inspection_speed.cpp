// How much inspection costs: inspection_speed FOLDER [TOKENS]
// Prints what a captured pass takes against a plain one, the memory that it keeps, one head's map,
// the thumbnails of all heads, and a new or a growing text of 64 tokens with one map. Medians of
// some rounds, the two kinds of pass in turns.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <unistd.h>

#include "engine/api/openmp_policy.h"
#include "engine/api/text_inspector.h"
#include "engine/api/text_model.h"

using namespace vitrine;

namespace {

constexpr int Rounds = 5;
constexpr int ThumbnailSize = 64;
constexpr int TypedTokens = 64;

template <typename Call>
double milliseconds(const Call& call) {
    const auto begin = std::chrono::steady_clock::now();
    call();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
        .count();
}

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// Memory of this program now, in megabytes.
double residentMegabytes() {
    std::ifstream statm("/proc/self/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

std::vector<TokenId> randomIds(int count, int vocabulary) {
    std::mt19937 random(1);
    std::vector<TokenId> ids;
    for (int i = 0; i < count; ++i) {
        ids.push_back(static_cast<TokenId>(random() % static_cast<unsigned>(vocabulary)));
    }
    return ids;
}

template <typename T>
T valueOrExit(Expected<T> result) {
    if (!result) {
        std::cerr << result.error().detail << '\n';
        std::exit(1);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

void print(const std::string& what, double value, const std::string& unit) {
    std::cout << what << ": " << value << ' ' << unit << '\n';
}

void measurePasses(
    const std::shared_ptr<const api::TextModel>& model, const std::vector<TokenId>& ids) {
    std::vector<double> plain;
    std::vector<double> captured;
    double kept = 0;
    for (int round = 0; round < Rounds; ++round) {
        plain.push_back(milliseconds(
            [&] { valueOrExit(model->newSession()->nextToken(ids, GenerationOptions())); }));
        const auto inspector = model->newInspector();
        const double before = residentMegabytes();
        captured.push_back(milliseconds([&] { valueOrExit(inspector->run(ids)); }));
        kept = std::max(kept, residentMegabytes() - before);
    }
    print("plain pass", medianOf(plain), "ms");
    print("captured pass", medianOf(captured), "ms");
    print("captured / plain", medianOf(captured) / medianOf(plain), "");
    print("memory of the captured pass", kept, "MB");
}

void measureViews(const api::TextModel& model, const std::vector<TokenId>& ids) {
    const auto inspector = model.newInspector();
    valueOrExit(inspector->run(ids));
    std::vector<double> head;
    for (int layer = 0; layer < model.info().layers; ++layer) {
        head.push_back(milliseconds([&] {
            valueOrExit(inspector->attention({layer, /*head=*/0}));
        }));
    }
    print("one head's map", medianOf(head), "ms");
    int heads = 0;
    const double all = milliseconds([&] {
        valueOrExit(inspector->summaries(ThumbnailSize, [&](const HeadSummary&) { ++heads; }));
    });
    print("thumbnails and statistics of " + std::to_string(heads) + " heads", all, "ms");
    print("one cell's derivation", milliseconds([&] {
        valueOrExit(inspector->derive({0, 0}, static_cast<int>(ids.size()) - 1, 0));
    }),
        "ms");
}

/// Another text each time, then the same one, growing at its end.
void measureTyping(const api::TextModel& model) {
    const auto inspector = model.newInspector();
    const auto ids = randomIds(TypedTokens + 2 * Rounds, model.info().vocabularySize);
    const auto median = [&](const auto& textOf) {
        std::vector<double> taken;
        for (std::size_t round = 0; round < Rounds; ++round) {
            taken.push_back(milliseconds([&] {
                valueOrExit(inspector->run(textOf(round)));
                valueOrExit(inspector->attention({0, 0}));
            }));
        }
        return medianOf(taken);
    };
    const std::span all(ids);
    print("a new text of 64 tokens and a head's map",
        median([&](std::size_t round) { return all.subspan(round, TypedTokens); }), "ms");
    print("one token more and a head's map",
        median([&](std::size_t round) { return all.subspan(Rounds - 1, TypedTokens + 1 + round); }),
        "ms");
}

} // namespace

int main(int argc, char** argv) {
    api::makeOpenMpWaitPassively(argv);
    if (argc < 2) {
        std::cerr << "usage: inspection_speed FOLDER [TOKENS]\n";
        return 2;
    }
    LoadOptions options;
    options.device = DeviceChoice::Cpu;
    const auto model = valueOrExit(api::TextModel::load(argv[1], options));
    const int tokens = std::min(argc > 2 ? std::atoi(argv[2]) : 1024, model->info().contextLength);
    const auto ids = randomIds(tokens, model->info().vocabularySize);
    std::cout << model->info().name << ", " << tokens << " tokens, " << model->placement().threads
              << " threads\n";
    measurePasses(model, ids);
    measureViews(*model, ids);
    measureTyping(*model);
    return 0;
}
