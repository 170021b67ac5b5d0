#include "engine/cli/bench_command.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <memory>
#include <random>
#include <system_error>
#include <utility>
#include <vector>

#include <unistd.h>

#include "engine/api/model_tokenizer.h"
#include "engine/api/training_run.h"
#include "engine/cli/freed_memory.h"
#include "engine/cli/json_output.h"
#include "engine/cli/model_source.h"

namespace vitrine::cli {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int PrefillTokens = 512;
constexpr int TracedTokens = 64;
constexpr int KeystrokeTokens = 64;
constexpr int Keystrokes = 10;
constexpr std::uint64_t Seed = 1;
constexpr std::size_t TextBytes = 4 << 20;
constexpr int TrainedTexts = 4; // of each step
constexpr int TrainedTokens = 128; // of each text
constexpr int TrainingSteps = 3; // the first one, which takes the memory, is not counted

struct BenchArguments {
    CommonOptions common;
    int tokens = 64; // decoded for each measurement
};

struct Measurement {
    std::string name; // "prefill_float32"
    double value = 0;
    const char* unit;
};
using Measurements = std::vector<Measurement>;

/// Milliseconds of one call.
template <typename Call>
double milliseconds(const Call& call) {
    const auto begin = Clock::now();
    call();
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

std::vector<TokenId> randomIds(int count, int vocabulary) {
    std::mt19937_64 random(Seed);
    std::vector<TokenId> ids;
    for (int i = 0; i < count; ++i) {
        ids.push_back(static_cast<TokenId>(random() % static_cast<std::uint64_t>(vocabulary)));
    }
    return ids;
}

/// A prompt that leaves room for the tokens to be decoded.
std::vector<TokenId> prompt(const ModelInfo& info, int decoded) {
    const int room = std::max(1, info.contextLength - decoded);
    return randomIds(std::min(PrefillTokens, room), info.vocabularySize);
}

Expected<void> measureGeneration(const api::TextModel& model, const std::string& type, int tokens,
    const std::stop_token& stop, Measurements& all) {
    GenerationOptions options;
    options.maxNewTokens = tokens;
    options.stopAtEndOfText = false;
    const auto ids = prompt(model.info(), tokens);
    // The first run brings the weights into memory.
    const auto first = model.newSession()->generate(std::span(ids).first(1), options, stop);
    const auto result = first.and_then(
        [&](const GenerationResult&) { return model.newSession()->generate(ids, options, stop); });
    const auto fresh = result.and_then([&](const GenerationResult&) {
        return model.newSession()->generate(std::span(ids).first(1), options, stop);
    });
    if (!fresh) {
        return Unexpected(fresh.error());
    }
    all.push_back({"prefill_" + type, result->timing.prefillTokensPerSecond, "tokens/s"});
    all.push_back({"decode_" + type, fresh->timing.decodeTokensPerSecond, "tokens/s"});
    return {};
}

/// A new distribution after each of some tokens typed at the end of a text.
Expected<void> measureKeystroke(const api::TextModel& model, Measurements& all) {
    const int count = std::min(KeystrokeTokens, model.info().contextLength - Keystrokes);
    const auto ids = randomIds(count + Keystrokes, model.info().vocabularySize);
    const auto session = model.newSession();
    double total = 0;
    for (int i = 0; i <= Keystrokes; ++i) {
        const auto typed = std::span(ids).first(static_cast<std::size_t>(count + i));
        Expected<NextTokenDistribution> next;
        const double taken = milliseconds([&] { next = session->nextToken(typed, {}); });
        if (!next) {
            return Unexpected(next.error());
        }
        if (i == 0) {
            all.push_back({"new_text", taken, "ms"});
        } else {
            total += taken;
        }
    }
    all.push_back({"keystroke", total / Keystrokes, "ms"});
    return {};
}

/// A folder for what a measurement writes.
class ScratchFolder {
public:
    ScratchFolder() { fs::create_directories(m_path); }
    ~ScratchFolder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path = fs::temp_directory_path() / ("vitrine-bench-" + std::to_string(::getpid()));
};

Expected<void> measureTrace(const api::TextModel& model, Measurements& all) {
    const auto ids = randomIds(
        std::min(TracedTokens, model.info().contextLength), model.info().vocabularySize);
    const ScratchFolder folder;
    Expected<void> done;
    const double taken = milliseconds([&] {
        done = model.trace({ids, {}}, folder.path() / "trace.safetensors");
    });
    return done.map([&] { all.push_back({"trace", taken, "ms"}); });
}

/// A new GPT-2 of the same sizes. `folder` holds the text and the files of the tokeniser.
TrainingJob trainingJob(const ModelInfo& info, const fs::path& folder) {
    TrainingJob job;
    job.training = {{folder / "text"}};
    job.tokenizer.source = TokenizerSource::Folder;
    job.tokenizer.folder = folder;
    job.model
        = {.layers = info.layers, .heads = std::max(1, info.heads), .modelWidth = info.modelWidth};
    job.options.steps = TrainingSteps;
    job.options.batchSize = TrainedTexts;
    job.options.blockLength = std::min(TrainedTokens, info.contextLength);
    job.options.logEvery = 1;
    return job;
}

/// One step: forward, backward and the update of the weights, over TrainedTexts texts.
Expected<void> measureTraining(const ModelInfo& info, const LoadOptions& load,
    const std::stop_token& stop, Measurements& all) {
    const ScratchFolder folder;
    std::ofstream lines(folder.path() / "text");
    for (int i = 0; i < TrainedTexts * TrainedTokens; ++i) {
        lines << "one two three four five six seven eight nine ten\n";
    }
    lines.close();
    keepFreedMemory();
    std::vector<double> seconds; // since the beginning, after each step
    return api::loadTokenizer(info.path)
        .and_then([&](const std::unique_ptr<text::Tokenizer>& tokenizer) {
            return tokenizer->save(folder.path().string());
        })
        .and_then([&] {
            return api::TrainingRun::start(trainingJob(info, folder.path()), folder.path() / "run",
                {load.device, load.threads});
        })
        .and_then([&](api::TrainingRun run) {
            return run.train(
                [&](const TrainingProgress& step) { seconds.push_back(step.seconds); }, stop);
        })
        .map([&] {
            const double taken = (seconds.back() - seconds.front()) / (TrainingSteps - 1);
            all.push_back({"training_step", taken * 1e3, "ms"});
        });
}

/// The text is what random tokens decode to, over and over.
Expected<void> measureTokenizing(const text::Tokenizer& tokenizer, Measurements& all) {
    const auto some = tokenizer.decode(randomIds(10'000, tokenizer.vocabularySize()));
    std::string text;
    while (!some.empty() && text.size() < TextBytes) {
        text += some + "\n";
    }
    Expected<std::vector<TokenId>> ids;
    const double taken = milliseconds([&] { ids = tokenizer.encode(text, false); });
    return ids.map([&](const auto&) {
        all.push_back({"tokenize", static_cast<double>(text.size()) / 1e3 / taken, "MB/s"});
    });
}

Expected<void> measure(
    const BenchArguments& arguments, const std::stop_token& stop, Measurements& all) {
    static constexpr std::pair<DType, const char*> Types[]
        = {{DType::Float32, "float32"}, {DType::BFloat16, "bfloat16"}, {DType::Int8, "int8"}};
    for (const auto& [type, name] : Types) {
        auto common = arguments.common;
        common.load.dtype = type;
        Expected<std::shared_ptr<const api::TextModel>> model;
        const double taken = milliseconds([&] { model = openModel(common, stop); });
        if (!model) {
            return Unexpected(model.error());
        }
        all.push_back({"load_" + std::string(name), taken, "ms"});
        auto done = measureGeneration(**model, name, arguments.tokens, stop, all);
        if (done && type == DType::Float32) {
            done = measureKeystroke(**model, all)
                       .and_then([&] { return measureTrace(**model, all); })
                       .and_then([&] { return measureTokenizing((*model)->tokenizer(), all); });
        }
        if (!done) {
            return done;
        }
    }
    return modelFolder(arguments.common.model)
        .and_then([](const fs::path& folder) { return api::TextModel::inspect(folder); })
        .and_then([&](const ModelInfo& info) {
            return measureTraining(info, arguments.common.load, stop, all);
        });
}

void print(const Measurements& all, bool json) {
    auto document = Json::object();
    for (const auto& [name, value, unit] : all) {
        document[name] = {{"value", value}, {"unit", unit}};
        if (!json) {
            std::cout << std::left << std::setw(20) << name << std::right << std::setw(12)
                      << std::fixed << std::setprecision(1) << value << ' ' << unit << '\n';
        }
    }
    if (json) {
        std::cout << document.dump() << '\n';
    }
}

Expected<void> bench(const BenchArguments& arguments, const std::stop_token& stop) {
    Measurements all;
    auto done = measure(arguments, stop, all);
    print(all, arguments.common.json); // what was measured before an interruption, too
    return done;
}

} // namespace

void addBenchCommand(CommandLine& line) {
    const auto arguments = std::make_shared<BenchArguments>();
    auto& command = line.addCommand("bench",
        "Measure how fast a model loads, reads (prefill), writes (decode) and is traced, in each"
        " type of weights, and how fast its tokeniser and a training step of its shape are",
        "  vitrine-cli bench --model classics-zh\n"
        "  vitrine-cli bench --model gpt2 --threads 2 --json",
        [arguments](const std::stop_token& stop) { return bench(*arguments, stop); });
    addModelOption(command, arguments->common);
    command.add_option("--tokens", arguments->tokens, "Tokens to decode for each measurement")
        ->check(CLI::PositiveNumber);
    addDeviceOptions(command, arguments->common.load);
    addJsonOption(command, arguments->common);
}

} // namespace vitrine::cli
