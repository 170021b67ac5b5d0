#include "app/workspace/task_offers.h"

#include <algorithm>

#include "engine/api/model_chat.h"
#include "engine/api/model_task.h"
#include "engine/api/model_tokenizer.h"
#include "engine/api/text_model.h"

namespace vitrine::app {

LensTask lensTaskOf(TaskKind kind) {
    switch (kind) {
    case TaskKind::Tagging:
        return LensTask::Entities;
    case TaskKind::QuestionAnswering:
        return LensTask::Questions;
    case TaskKind::Classification:
        break;
    }
    return LensTask::Classification;
}

bool needsTrainedHead(LensTask task) {
    return task <= LensTask::Questions;
}

bool isGenerated(LensTask task) {
    return task >= LensTask::Dialogue;
}

std::set<LensTask> tasksOf(const OfferedModel& model) {
    const auto& can = model.info.abilities;
    std::set<LensTask> tasks;
    if (model.task) {
        tasks.insert(lensTaskOf(model.task->kind));
    }
    if (can.fillsMasks) {
        tasks.insert(LensTask::FillMask);
    }
    if (can.judgesNextSentence) {
        tasks.insert(LensTask::NextSentence);
    }
    if (can.continues) {
        tasks.insert({LensTask::Continuation, LensTask::Summary});
    }
    if (can.continues && model.converses) {
        tasks.insert(LensTask::Dialogue);
    }
    return tasks;
}

OfferedModel readOffer(const ModelInfo& info) {
    OfferedModel offer{info, api::readModelTask(info.path).value_or(std::nullopt), false};
    if (info.abilities.continues) {
        if (const auto tokenizer = api::loadTokenizer(info.path)) {
            const auto chat = api::readModelChat(info.path, **tokenizer);
            offer.converses = chat && chat->format.has_value();
        }
    }
    return offer;
}

std::vector<OfferedModel> readOffers(
    const std::vector<ModelInfo>& models, const std::vector<std::filesystem::path>& folders) {
    std::vector<OfferedModel> offers;
    for (const auto& info : models) {
        offers.push_back(readOffer(info));
    }
    for (const auto& folder : folders) {
        const bool known = std::ranges::any_of(
            offers, [&](const OfferedModel& offer) { return offer.info.path == folder; });
        const auto info = api::TextModel::inspect(folder);
        if (!known && info) {
            offers.push_back(readOffer(*info));
        }
    }
    return offers;
}

} // namespace vitrine::app
