#include "engine/models/task_config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace vitrine::models {

namespace {

using text::JsonValue;

constexpr std::int64_t MostLabels = 1 << 20;

constexpr std::array<std::pair<TaskKind, std::string_view>, 3> ClassEndings{{
    {TaskKind::Classification, "ForSequenceClassification"},
    {TaskKind::Tagging, "ForTokenClassification"},
    {TaskKind::QuestionAnswering, "ForQuestionAnswering"},
}};

std::string className(const JsonValue& root) {
    const auto classes = root.find("architectures");
    const auto names = classes ? classes->elements() : Expected<std::vector<JsonValue>>{};
    return names && !names->empty() ? names->front().asString().value_or("") : "";
}

/// "label" under its class; the classes are counted from 0 without gaps.
Expected<std::vector<std::string>> readLabels(const JsonValue& names) {
    const auto members = names.members();
    if (!members) {
        return Unexpected(members.error());
    }
    std::vector<std::string> labels(members->size());
    for (const auto& [key, value] : *members) {
        std::size_t index = labels.size();
        std::from_chars(key.data(), key.data() + key.size(), index);
        const auto label = value.asString();
        if (!label) {
            return Unexpected(label.error());
        }
        if (index >= labels.size() || std::to_string(index) != key) {
            return Unexpected(value.invalid("is not the name of a class that follows the others"));
        }
        labels[index] = *label;
    }
    return labels;
}

Expected<std::vector<std::string>> labelsOf(const JsonValue& root) {
    if (const auto names = root.find("id2label")) {
        return readLabels(*names);
    }
    return root.integerOr("num_labels", 2, /*least=*/1, MostLabels).map([](std::int64_t count) {
        std::vector<std::string> labels;
        for (std::int64_t i = 0; i < count; ++i) {
            labels.push_back("LABEL_" + std::to_string(i));
        }
        return labels;
    });
}

} // namespace

Expected<std::optional<Task>> readTask(const JsonValue& root) {
    const auto name = className(root);
    const auto* known = std::ranges::find_if(
        ClassEndings, [&](const auto& ending) { return name.ends_with(ending.second); });
    if (known == ClassEndings.end()) {
        return std::nullopt;
    }
    const auto problem = root.stringOr("problem_type", "single_label_classification");
    if (!problem) {
        return Unexpected(problem.error());
    }
    if (known->first == TaskKind::QuestionAnswering) {
        return Task{TaskKind::QuestionAnswering, {}};
    }
    return labelsOf(root).map([&](std::vector<std::string> labels) -> std::optional<Task> {
        const bool choosesOne = *problem == "single_label_classification" && labels.size() > 1;
        return choosesOne ? std::optional(Task{known->first, std::move(labels)}) : std::nullopt;
    });
}

void addTask(nlohmann::ordered_json& config, const Task& task) {
    auto name = config.at("architectures").at(0).get<std::string>();
    for (const auto* end : {"LMHeadModel", "For", "Model"}) {
        name = name.substr(0, name.find(end));
    }
    const auto* ending
        = std::ranges::find(ClassEndings, task.kind, &decltype(ClassEndings)::value_type::first);
    config["architectures"] = {name + std::string(ending->second)};
    if (task.kind == TaskKind::QuestionAnswering) {
        return;
    }
    auto names = nlohmann::ordered_json::object();
    auto classes = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < task.labels.size(); ++i) {
        names[std::to_string(i)] = task.labels[i];
        classes[task.labels[i]] = i;
    }
    config["id2label"] = names;
    config["label2id"] = classes;
    if (task.kind == TaskKind::Classification) {
        config["problem_type"] = "single_label_classification";
    }
}

} // namespace vitrine::models
