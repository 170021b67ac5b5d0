#include "engine/cli/vectors_command.h"

#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/cli/json_output.h"
#include "engine/embeddings/table_file.h"
#include "engine/embeddings/vector_training.h"

namespace vitrine::cli {

namespace {

using namespace embeddings;

struct VectorsArguments {
    std::vector<std::string> files;
    std::string out;
    std::string title;
    std::string language;
    CorpusOptions corpus;
    VectorTrainingOptions training;
    bool half = false;
};

Expected<WordCorpus> readCorpus(const VectorsArguments& arguments, const std::stop_token& stop) {
    WordCorpusBuilder builder(arguments.corpus);
    for (const auto& file : arguments.files) {
        if (stop.stop_requested()) {
            return Unexpected(Error{ErrorCode::Interrupted, {}, {}, "Reading was stopped."});
        }
        if (auto added = builder.addFile(file); !added) {
            return Unexpected(added.error());
        }
    }
    return builder.build();
}

/// One line for each report, as `train` writes them.
void print(const VectorTrainingProgress& progress) {
    std::cout << Json{{"epoch", progress.epoch}, {"fraction", progress.fraction},
        {"loss", progress.loss}, {"words_per_s", progress.wordsPerSecond},
        {"seconds_left", progress.secondsLeft}}
                     .dump()
              << std::endl; // seen at once, also through a pipe
}

TableMetadata metadataOf(const VectorsArguments& arguments) {
    TableMetadata metadata;
    if (!arguments.title.empty()) {
        metadata["title"] = arguments.title;
    }
    if (!arguments.language.empty()) {
        metadata["language"] = arguments.language;
    }
    return metadata;
}

Expected<void> train(const VectorsArguments& arguments, const std::stop_token& stop) {
    const auto corpus = readCorpus(arguments, stop);
    if (!corpus) {
        return Unexpected(corpus.error());
    }
    std::cerr << corpus->words.size() << " words, seen " << corpus->ids.size() << " times\n";
    return trainVectors(*corpus, arguments.training, print, stop).and_then([&](const auto& table) {
        return writeTable(*table, arguments.out,
            arguments.half ? TablePrecision::Float16 : TablePrecision::Float32,
            metadataOf(arguments));
    });
}

void addWhat(CLI::App& command, VectorsArguments& arguments) {
    static const std::map<std::string, WordUnit> Units{
        {"word", WordUnit::Words}, {"character", WordUnit::Characters}};
    command.add_option("files", arguments.files, "Text files; no window reaches over a line's end")
        ->required()
        ->type_name("FILES");
    command.add_option("--out", arguments.out, "Where the vectors go (safetensors)")
        ->required()
        ->type_name("FILE");
    command.add_option("--unit", arguments.corpus.unit, "word or character")
        ->transform(CLI::CheckedTransformer(Units).description(""))
        ->type_name("UNIT");
    command
        .add_option("--minimum-count", arguments.corpus.minimumCount, "Rarer words are passed over")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command.add_flag("--half", arguments.half, "Store float16, half the size");
    command.add_option("--title", arguments.title, "What the file calls itself");
    command.add_option("--language", arguments.language, "zh, en, …");
}

void addHow(CLI::App& command, VectorTrainingOptions& training) {
    static const std::map<std::string, VectorMethod> Methods{{"skip-gram", VectorMethod::SkipGram},
        {"cbow", VectorMethod::ContinuousBag}, {"glove", VectorMethod::Glove}};
    command.add_option("--method", training.method, "skip-gram, cbow or glove")
        ->transform(CLI::CheckedTransformer(Methods).description(""))
        ->type_name("METHOD");
    command.add_option("--dimensions", training.dimensions, "Width of a vector")
        ->capture_default_str();
    command.add_option("--window", training.window, "Words on each side")->capture_default_str();
    command.add_option("--epochs", training.epochs, "Times the text is read")
        ->capture_default_str();
    command
        .add_option("--negative", training.negativeSamples, "Words drawn for each predicted one")
        ->capture_default_str();
    command
        .add_option("--subsampling", training.subsampling,
            "More frequent words than this share are thinned; 0 is off")
        ->capture_default_str();
    command.add_option("--learning-rate", training.learningRate, "0 takes the method's own")
        ->capture_default_str();
    command.add_option("--seed", training.seed, "Of everything drawn")->capture_default_str();
    command
        .add_option(
            "--threads", training.threads, "Processor threads, 0 takes all; one repeats exactly")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
}

} // namespace

void addVectorsCommand(CommandLine& line) {
    const auto arguments = std::make_shared<VectorsArguments>();
    const std::string examples
        = "  vitrine-cli vectors train --out vectors.safetensors novels.txt\n"
          "  vitrine-cli vectors train --method glove --unit character --epochs 20 --half"
          " --out zh.safetensors zh.txt\n";
    auto& group = line.addGroup("vectors", "Make word vectors", examples);
    auto& command = line.addCommand(group, "train",
        "Train word vectors from text files; one JSON line per report", examples,
        [arguments](const std::stop_token& stop) { return train(*arguments, stop); });
    addWhat(command, *arguments);
    addHow(command, arguments->training);
}

} // namespace vitrine::cli
