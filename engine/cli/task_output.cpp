#include "engine/cli/task_output.h"

#include <iostream>
#include <string_view>
#include <utility>

#include "engine/text/unicode.h"

namespace vitrine::cli {

namespace {

using metrics::PrecisionRecall;

std::string partOf(const std::string& text, std::size_t begin, std::size_t end) {
    return text.substr(begin, end - begin);
}

Json matrixOf(const metrics::ConfusionMatrix& matrix) {
    auto rows = Json::array();
    for (int expected = 0; expected < matrix.classes(); ++expected) {
        auto row = Json::array();
        for (int answered = 0; answered < matrix.classes(); ++answered) {
            row.push_back(matrix.count(expected, answered));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Json toJson(const std::string& label, const PrecisionRecall& scores) {
    return {{"label", label}, {"precision", scores.precision}, {"recall", scores.recall},
        {"f1", scores.f1}, {"examples", scores.expected}};
}

void addMeans(Json& json, const metrics::ClassMeans& means) {
    json["macro"] = {{"precision", means.precision}, {"recall", means.recall}, {"f1", means.f1}};
    json["micro"] = {{"precision", means.micro.precision}, {"recall", means.micro.recall},
        {"f1", means.micro.f1}};
}

void printRow(std::string_view name, double precision, double recall, double f1) {
    std::cout << name << '\t' << precision << '\t' << recall << '\t' << f1 << '\n';
}

void print(const std::string& label, const PrecisionRecall& scores) {
    printRow(label, scores.precision, scores.recall, scores.f1);
}

void print(const metrics::ClassMeans& means) {
    printRow("macro", means.precision, means.recall, means.f1);
    print("micro", means.micro);
}

constexpr const char* ScoreColumns = "label\tprecision\trecall\tF1\n";

} // namespace

Json toJson(const std::vector<LabelProbability>& labels) {
    auto list = Json::array();
    for (const auto& label : labels) {
        list.push_back({{"label", label.label}, {"probability", label.probability}});
    }
    return {{"labels", std::move(list)}};
}

Json toJson(const TaggedText& tagged, const std::string& text) {
    auto spans = Json::array();
    for (const auto& span : tagged.spans) {
        spans.push_back({{"entity", span.entity}, {"text", partOf(text, span.begin, span.end)},
            {"start", span.begin}, {"end", span.end}, {"probability", span.probability}});
    }
    auto words = Json::array();
    for (const auto& word : tagged.words) {
        words.push_back({{"text", partOf(text, word.begin, word.end)}, {"tag", word.tag},
            {"start", word.begin}, {"end", word.end}, {"probability", word.probability}});
    }
    return {{"entities", std::move(spans)}, {"words", std::move(words)},
        {"words_dropped", tagged.wordsDropped}};
}

Json toJson(const Answers& answers, const std::string& context) {
    auto spans = Json::array();
    for (const auto& span : answers.spans) {
        spans.push_back({{"text", partOf(context, span.begin, span.end)}, {"start", span.begin},
            {"end", span.end}, {"probability", span.probability()},
            {"start_probability", span.startProbability},
            {"end_probability", span.endProbability}});
    }
    return {{"answers", std::move(spans)}, {"no_answer", answers.noAnswer}};
}

Json toJson(const InputAttribution& attribution) {
    auto tokens = Json::array();
    for (std::size_t i = 0; i < attribution.tokens.size(); ++i) {
        const auto& token = attribution.tokens[i];
        tokens.push_back({{"id", token.id}, {"text", text::replaceInvalidUtf8(token.bytes)},
            {"contribution", attribution.contributions[i]}});
    }
    return {{"score", attribution.score}, {"tokens", std::move(tokens)}};
}

Json toJson(const api::ClassificationEvaluation& evaluation) {
    Json json{{"examples", evaluation.examples.size()}, {"accuracy", evaluation.scores.accuracy}};
    auto classes = Json::array();
    for (std::size_t i = 0; i < evaluation.labels.size(); ++i) {
        classes.push_back(toJson(evaluation.labels[i], evaluation.scores.classes[i]));
    }
    json["classes"] = std::move(classes);
    addMeans(json, evaluation.scores.means);
    json["labels"] = evaluation.labels;
    json["confusion"] = matrixOf(evaluation.matrix);
    json["partial"] = evaluation.partial;
    return json;
}

Json toJson(const api::TaggingEvaluation& evaluation) {
    Json json{{"examples", evaluation.examples.size()},
        {"token_accuracy", evaluation.scores.tokenAccuracy}};
    auto kinds = Json::array();
    for (const auto& [kind, scores] : evaluation.scores.kinds) {
        kinds.push_back(toJson(kind, scores));
    }
    json["entities"] = std::move(kinds);
    addMeans(json, evaluation.scores.means);
    json["labels"] = evaluation.labels;
    json["confusion"] = matrixOf(evaluation.matrix);
    json["partial"] = evaluation.partial;
    return json;
}

Json toJson(const api::AnsweringEvaluation& evaluation) {
    return {{"examples", evaluation.examples.size()}, {"exact_match", evaluation.exactMatch},
        {"f1", evaluation.f1}, {"partial", evaluation.partial}};
}

void print(const std::vector<LabelProbability>& labels) {
    for (const auto& label : labels) {
        std::cout << label.probability << '\t' << label.label << '\n';
    }
}

void print(const TaggedText& tagged, const std::string& text) {
    for (const auto& span : tagged.spans) {
        std::cout << span.entity << '\t' << span.probability << '\t'
                  << partOf(text, span.begin, span.end) << '\n';
    }
    if (tagged.spans.empty()) {
        std::cerr << "No entity was found.\n";
    }
}

void print(const Answers& answers, const std::string& context) {
    for (const auto& span : answers.spans) {
        std::cout << span.probability() << '\t' << partOf(context, span.begin, span.end) << '\n';
    }
    std::cout << answers.noAnswer << "\t(no answer)\n";
}

void print(const InputAttribution& attribution) {
    for (std::size_t i = 0; i < attribution.tokens.size(); ++i) {
        std::cout << attribution.contributions[i] << '\t'
                  << text::replaceInvalidUtf8(attribution.tokens[i].bytes) << '\n';
    }
}

void print(const api::ClassificationEvaluation& evaluation) {
    std::cout << "examples\t" << evaluation.examples.size() << "\naccuracy\t"
              << evaluation.scores.accuracy << '\n'
              << ScoreColumns;
    for (std::size_t i = 0; i < evaluation.labels.size(); ++i) {
        print(evaluation.labels[i], evaluation.scores.classes[i]);
    }
    print(evaluation.scores.means);
}

void print(const api::TaggingEvaluation& evaluation) {
    std::cout << "examples\t" << evaluation.examples.size() << "\ntoken accuracy\t"
              << evaluation.scores.tokenAccuracy << '\n'
              << ScoreColumns;
    for (const auto& [kind, scores] : evaluation.scores.kinds) {
        print(kind, scores);
    }
    print(evaluation.scores.means);
}

void print(const api::AnsweringEvaluation& evaluation) {
    std::cout << "examples\t" << evaluation.examples.size() << "\nexact match\t"
              << evaluation.exactMatch << "\nF1\t" << evaluation.f1 << '\n';
}

} // namespace vitrine::cli
