#include "engine/train/training_job_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/text/atomic_file.h"
#include "engine/text/json_document.h"

namespace vitrine::train {

namespace {

using text::JsonValue;

constexpr double Most = 1e15; // of counts: far more than can be trained, and exact as a double

/// One option of "training": its key, where it is kept, and its range.
struct OptionField {
    std::string_view key;
    std::variant<std::int64_t TrainingOptions::*, int TrainingOptions::*,
        std::uint64_t TrainingOptions::*, double TrainingOptions::*, bool TrainingOptions::*,
        RateSchedule TrainingOptions::*>
        member;
    double least = 0;
    double most = Most;
};

constexpr double MostInt = std::numeric_limits<int>::max();

const std::array Options{
    OptionField{"steps", &TrainingOptions::steps, 1},
    OptionField{"batch_size", &TrainingOptions::batchSize, 1, MostInt},
    OptionField{"block_length", &TrainingOptions::blockLength, 1, MostInt},
    OptionField{"accumulation", &TrainingOptions::accumulation, 1, MostInt},
    OptionField{"learning_rate", &TrainingOptions::learningRate, 0, 1e3},
    OptionField{"min_learning_rate", &TrainingOptions::minLearningRate, 0, 1e3},
    OptionField{"schedule", &TrainingOptions::schedule},
    OptionField{"warmup_steps", &TrainingOptions::warmupSteps},
    OptionField{"weight_decay", &TrainingOptions::weightDecay, 0, 1e3},
    OptionField{"beta1", &TrainingOptions::beta1, 0, 1},
    OptionField{"beta2", &TrainingOptions::beta2, 0, 1},
    OptionField{"epsilon", &TrainingOptions::epsilon, 0, 1},
    OptionField{"clip_norm", &TrainingOptions::clipNorm, 0, 1e6},
    OptionField{"label_smoothing", &TrainingOptions::labelSmoothing, 0, 0.99},
    OptionField{"dropout", &TrainingOptions::dropout, 0, 0.99},
    OptionField{"masked_fraction", &TrainingOptions::maskedFraction, 0.01, 0.99},
    OptionField{"short_epochs", &TrainingOptions::shortEpochs},
    OptionField{"short_length", &TrainingOptions::shortLength, 8, MostInt},
    OptionField{"seed", &TrainingOptions::seed},
    OptionField{"evaluate_every", &TrainingOptions::evaluateEvery},
    OptionField{"evaluation_batches", &TrainingOptions::evaluationBatches, 0, MostInt},
    OptionField{"patience", &TrainingOptions::patience, 0, MostInt},
    OptionField{"checkpoint_every", &TrainingOptions::checkpointEvery},
    OptionField{"log_every", &TrainingOptions::logEvery, 1},
    OptionField{"bfloat16", &TrainingOptions::bfloat16},
};

constexpr std::array<std::pair<TrainingObjective, std::string_view>, 6> Objectives{{
    {TrainingObjective::NextToken, "next-token"},
    {TrainingObjective::MaskedToken, "masked-token"},
    {TrainingObjective::Classification, "classification"},
    {TrainingObjective::Tagging, "tagging"},
    {TrainingObjective::QuestionAnswering, "question-answering"},
    {TrainingObjective::Instruction, "instruction"},
}};

constexpr std::array<std::pair<DataFormat, std::string_view>, 7> Formats{{
    {DataFormat::Auto, "auto"},
    {DataFormat::Lines, "lines"},
    {DataFormat::Csv, "csv"},
    {DataFormat::Tsv, "tsv"},
    {DataFormat::JsonLines, "jsonl"},
    {DataFormat::Conll, "conll"},
    {DataFormat::Squad, "squad"},
}};

/// The names of "columns".
constexpr std::array<std::pair<std::string_view, std::string DataColumns::*>, 5> Columns{{
    {"text", &DataColumns::text},
    {"second", &DataColumns::second},
    {"label", &DataColumns::label},
    {"prompt", &DataColumns::prompt},
    {"answer", &DataColumns::answer},
}};

constexpr std::array<std::pair<TuningMethod, std::string_view>, 3> TuningMethods{{
    {TuningMethod::All, "all"},
    {TuningMethod::LastLayers, "last-layers"},
    {TuningMethod::Lora, "lora"},
}};

constexpr std::array<std::pair<ModelFamily, std::string_view>, 5> Families{{
    {ModelFamily::Gpt2, "gpt2"},
    {ModelFamily::Elman, "rnn"},
    {ModelFamily::Lstm, "lstm"},
    {ModelFamily::Gru, "gru"},
    {ModelFamily::FeedForward, "feed-forward"},
}};

constexpr std::array<std::pair<RateSchedule, std::string_view>, 3> Schedules{{
    {RateSchedule::Cosine, "cosine"},
    {RateSchedule::Linear, "linear"},
    {RateSchedule::Constant, "constant"},
}};

constexpr std::array<std::pair<TokenizerSource, std::string_view>, 4> TokenizerKinds{{
    {TokenizerSource::Characters, "characters"},
    {TokenizerSource::ByteLevelBpe, "byte-level-bpe"},
    {TokenizerSource::WordPiece, "word-piece"},
    {TokenizerSource::Folder, "folder"},
}};

/// Whether a new model of the objective is an encoder.
bool isEncoderObjective(TrainingObjective objective) {
    return objective != TrainingObjective::NextToken && objective != TrainingObjective::Instruction;
}

/// Reads a job. The first error wins and the rest of the file is then passed over.
class JobReader {
public:
    explicit JobReader(std::filesystem::path data) : m_data(std::move(data)) { }

    Expected<TrainingJob> read(const JsonValue& root) {
        TrainingJob job;
        allowOnly(root, {"objective", "data", "tokenizer", "model", "tuning", "training"});
        if (const auto objective = root.find("objective")) {
            job.objective = choice(*objective, Objectives);
        }
        const auto data = required(root, "data");
        if (data) {
            allowOnly(*data, {"training", "validation", "validation_share", "columns"});
            job.training = corpus(required(*data, "training"));
            job.validation = corpus(data->find("validation"));
            job.validationShare = number(*data, "validation_share", 0, {0, 0.9});
            job.columns = readColumns(*data);
        }
        if (const auto model = required(root, "model")) {
            job.model = readModel(*model);
        }
        if (job.model.folder.empty()) {
            if (const auto tokenizer = required(root, "tokenizer")) {
                job.tokenizer = readTokenizer(*tokenizer);
            }
        } else {
            allowOnly(root, {"objective", "data", "model", "tuning", "training"});
            job.tokenizer.source = TokenizerSource::Folder;
            job.tokenizer.folder = job.model.folder;
        }
        if (const auto tuning = root.find("tuning")) {
            job.tuning = readTuning(*tuning);
            if (job.model.folder.empty() && job.tuning.method != TuningMethod::All) {
                fail(tuning->invalid("goes with model.folder: a new model has no weights to keep"));
            }
        }
        if (const auto options = root.find("training")) {
            job.options = readOptions(*options);
        }
        const bool attends
            = isEncoderObjective(job.objective) || job.model.family == ModelFamily::Gpt2;
        if (attends && job.model.modelWidth % job.model.heads != 0) {
            fail(root.member("model")->invalid("has a width that its heads do not divide"));
        }
        const auto context = job.model.contextLength;
        if (context > 0 && context < job.options.blockLength) {
            fail(root.invalid("has examples longer than the model's context"));
        }
        if (data && job.training.empty()) {
            fail(data->invalid("names no training file"));
        }
        if (m_error) {
            return Unexpected(*m_error);
        }
        return job;
    }

private:
    void fail(Error error) {
        if (!m_error) {
            m_error = std::move(error);
        }
    }

    /// The value, or `fallback` after keeping the error.
    template <typename T>
    T take(Expected<T> value, T fallback = {}) {
        if (value) {
            return *std::move(value);
        }
        fail(std::move(value).error());
        return fallback;
    }

    std::optional<JsonValue> required(const JsonValue& object, std::string_view key) {
        auto member = object.member(key);
        if (!member) {
            fail(member.error());
            return {};
        }
        return *member;
    }

    template <typename Keys = std::initializer_list<std::string_view>>
    void allowOnly(const JsonValue& object, const Keys& keys) {
        for (const auto& [key, value] : take(object.members())) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
                fail(value.invalid("is not an option of a training job"));
            }
        }
    }

    int count(const JsonValue& object, std::string_view key, int fallback) {
        return static_cast<int>(take(object.integerOr(key, fallback, /*least=*/1,
            /*most=*/std::numeric_limits<int>::max())));
    }

    struct Range {
        double least;
        double most;
    };

    double number(
        const JsonValue& object, std::string_view key, double fallback, const Range& range) {
        const double value = take(object.numberOr(key, fallback), fallback);
        if (!(value >= range.least && value <= range.most)) {
            fail(object.find(key)->invalid("is out of range"));
        }
        return value;
    }

    /// One of a few names; the first choice after keeping the error.
    template <typename Choices>
    typename Choices::value_type::first_type choice(
        const JsonValue& value, const Choices& choices) {
        const auto name = take(value.asString());
        const auto known = std::ranges::find(choices, name, &Choices::value_type::second);
        if (known == choices.end()) {
            std::string names;
            for (const auto& [option, text] : choices) {
                names += (names.empty() ? "" : ", ") + std::string(text);
            }
            fail(value.invalid("is not one of " + names));
        }
        return known == choices.end() ? choices.front().first : known->first;
    }

    std::filesystem::path path(const JsonValue& value) {
        return (m_data / take(value.asString())).lexically_normal();
    }

    std::vector<CorpusFile> corpus(const std::optional<JsonValue>& list) {
        std::vector<CorpusFile> files;
        if (list) {
            for (const auto& item : take(list->elements())) {
                allowOnly(item, {"file", "repeat", "format"});
                if (const auto file = required(item, "file")) {
                    const auto format = item.find("format");
                    files.push_back({path(*file), count(item, "repeat", 1),
                        format ? choice(*format, Formats) : DataFormat::Auto});
                }
            }
        }
        return files;
    }

    DataColumns readColumns(const JsonValue& data) {
        DataColumns columns;
        if (const auto given = data.find("columns")) {
            std::vector<std::string_view> keys;
            for (const auto& [key, member] : Columns) {
                keys.push_back(key);
                columns.*member = take(given->stringOr(key, columns.*member));
            }
            allowOnly(*given, keys);
        }
        return columns;
    }

    Tuning readTuning(const JsonValue& value) {
        Tuning tuning;
        if (const auto method = required(value, "method")) {
            tuning.method = choice(*method, TuningMethods);
        }
        switch (tuning.method) {
        case TuningMethod::All:
            allowOnly(value, {"method"});
            break;
        case TuningMethod::LastLayers:
            allowOnly(value, {"method", "layers"});
            tuning.layers = count(value, "layers", tuning.layers);
            break;
        case TuningMethod::Lora:
            allowOnly(value, {"method", "rank", "alpha", "dropout", "targets"});
            tuning.lora = readLora(value);
            break;
        }
        return tuning;
    }

    LoraOptions readLora(const JsonValue& value) {
        LoraOptions lora;
        lora.rank = count(value, "rank", lora.rank);
        lora.alpha = number(value, "alpha", lora.alpha, {0, 1e6});
        lora.dropout = number(value, "dropout", lora.dropout, {0, 0.99});
        if (const auto targets = value.find("targets")) {
            for (const auto& target : take(targets->elements())) {
                lora.targets.push_back(take(target.asString()));
            }
        }
        return lora;
    }

    TokenizerJob readTokenizer(const JsonValue& value) {
        TokenizerJob job;
        allowOnly(value, {"kind", "vocabulary_size", "minimum_count", "folder"});
        const auto kind = required(value, "kind");
        if (!kind) {
            return job;
        }
        job.source = choice(*kind, TokenizerKinds);
        job.vocabularySize = count(value, "vocabulary_size", job.vocabularySize);
        job.minimumCount = count(value, "minimum_count", job.minimumCount);
        if (job.source == TokenizerSource::Folder) {
            if (const auto folder = required(value, "folder")) {
                job.folder = path(*folder);
            }
        }
        return job;
    }

    ModelShape readModel(const JsonValue& value) {
        if (const auto folder = value.find("folder")) {
            allowOnly(value, {"folder"}); // which says the rest
            ModelShape existing;
            existing.folder = path(*folder);
            return existing;
        }
        allowOnly(value, {"family", "layers", "heads", "width", "window", "context"});
        ModelShape shape;
        if (const auto family = value.find("family")) {
            shape.family = choice(*family, Families);
        }
        shape.window = count(value, "window", shape.window);
        shape.layers = count(value, "layers", shape.layers);
        shape.heads = count(value, "heads", shape.heads);
        shape.modelWidth = count(value, "width", shape.modelWidth);
        if (value.find("context")) {
            shape.contextLength = count(value, "context", shape.contextLength);
        }
        return shape;
    }

    TrainingOptions readOptions(const JsonValue& value) {
        TrainingOptions options;
        std::vector<std::string_view> keys;
        for (const auto& field : Options) {
            keys.push_back(field.key);
            if (const auto given = value.find(field.key)) {
                std::visit(
                    [&](auto member) { setOption(options.*member, *given, field); }, field.member);
            }
        }
        allowOnly(value, keys);
        return options;
    }

    template <typename T>
    void setOption(T& option, const JsonValue& value, const OptionField& field) {
        if constexpr (std::is_same_v<T, RateSchedule>) {
            option = choice(value, Schedules);
        } else if constexpr (std::is_same_v<T, bool>) {
            option = take(value.asBool());
        } else if constexpr (std::is_same_v<T, double>) {
            option = take(value.asNumber());
            if (!(option >= field.least && option <= field.most)) {
                fail(value.invalid("is out of range"));
            }
        } else {
            option = static_cast<T>(take(value.asInteger(
                static_cast<std::int64_t>(field.least), static_cast<std::int64_t>(field.most))));
        }
    }

    std::filesystem::path m_data;
    std::optional<Error> m_error;
};

template <typename Choice, typename Choices>
std::string_view nameOf(Choice choice, const Choices& choices) {
    return std::ranges::find(choices, choice, &Choices::value_type::first)->second;
}

nlohmann::ordered_json corpusJson(const std::vector<CorpusFile>& files) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& file : files) {
        list.push_back({{"file", file.file.string()}, {"repeat", file.repeat},
            {"format", nameOf(file.format, Formats)}});
    }
    return list;
}

nlohmann::ordered_json dataJson(const TrainingJob& job) {
    auto columns = nlohmann::ordered_json::object();
    for (const auto& [key, member] : Columns) {
        columns[std::string(key)] = job.columns.*member;
    }
    return {{"training", corpusJson(job.training)}, {"validation", corpusJson(job.validation)},
        {"validation_share", job.validationShare}, {"columns", columns}};
}

nlohmann::ordered_json tuningJson(const Tuning& tuning) {
    nlohmann::ordered_json json{{"method", nameOf(tuning.method, TuningMethods)}};
    if (tuning.method == TuningMethod::LastLayers) {
        json["layers"] = tuning.layers;
    } else if (tuning.method == TuningMethod::Lora) {
        json["rank"] = tuning.lora.rank;
        json["alpha"] = tuning.lora.alpha;
        json["dropout"] = tuning.lora.dropout;
        json["targets"] = tuning.lora.targets;
    }
    return json;
}

nlohmann::ordered_json tokenizerJson(const TokenizerJob& job) {
    nlohmann::ordered_json json{{"kind", nameOf(job.source, TokenizerKinds)},
        {"vocabulary_size", job.vocabularySize}, {"minimum_count", job.minimumCount}};
    if (job.source == TokenizerSource::Folder) {
        json["folder"] = job.folder.string();
    }
    return json;
}

nlohmann::ordered_json modelJson(const ModelShape& shape) {
    if (!shape.folder.empty()) {
        return {{"folder", shape.folder.string()}};
    }
    nlohmann::ordered_json json{{"family", nameOf(shape.family, Families)},
        {"layers", shape.layers}, {"heads", shape.heads}, {"width", shape.modelWidth},
        {"window", shape.window}};
    if (shape.contextLength > 0) {
        json["context"] = shape.contextLength;
    }
    return json;
}

template <typename T>
nlohmann::ordered_json optionJson(const T& option) {
    if constexpr (std::is_same_v<T, RateSchedule>) {
        return nameOf(option, Schedules);
    } else {
        return option;
    }
}

nlohmann::ordered_json optionsJson(const TrainingOptions& options) {
    auto json = nlohmann::ordered_json::object();
    for (const auto& field : Options) {
        std::visit([&](auto member) { json[std::string(field.key)] = optionJson(options.*member); },
            field.member);
    }
    return json;
}

} // namespace

Expected<TrainingJob> readTrainingJob(
    const std::filesystem::path& file, const std::filesystem::path& data) {
    const auto document = text::JsonDocument::read(file);
    if (!document) {
        return Unexpected(document.error());
    }
    return JobReader(data).read(document->root());
}

Expected<TrainingJob> parseTrainingJob(
    std::string_view text, const std::string& source, const std::filesystem::path& data) {
    const auto document = text::JsonDocument::parse(text, source);
    if (!document) {
        return Unexpected(document.error());
    }
    return JobReader(data).read(document->root());
}

std::string jobText(const TrainingJob& job) {
    nlohmann::ordered_json json{
        {"objective", nameOf(job.objective, Objectives)},
        {"data", dataJson(job)},
        {"model", modelJson(job.model)},
        {"tuning", tuningJson(job.tuning)},
        {"training", optionsJson(job.options)},
    };
    if (job.model.folder.empty()) {
        json["tokenizer"] = tokenizerJson(job.tokenizer);
    }
    return json.dump(/*indent=*/2) + "\n";
}

Expected<void> writeTrainingJob(const TrainingJob& job, const std::filesystem::path& file) {
    return text::AtomicFile::create(file).and_then([&](text::AtomicFile&& target) {
        return target.write(jobText(job)).and_then([&] { return target.commit(); });
    });
}

} // namespace vitrine::train
