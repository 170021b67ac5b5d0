#include "app/workspace/task_examples.h"

#include <array>
#include <string>

#include "engine/api/model_library.h"

namespace vitrine::app {

namespace {

constexpr std::array examples{
    TaskExample{LensTask::Classification, "en", "The soup was cold, but the waiter was very kind."},
    TaskExample{LensTask::Classification, "en", "I would watch this film again tomorrow."},
    TaskExample{LensTask::Classification, "zh", "菜有点咸，不过服务员特别热情。"},
    TaskExample{LensTask::Classification, "zh", "这本书我一口气读完，还想再读一遍。"},
    TaskExample{LensTask::Entities, "en",
        "Emma Stone flew from Paris to Berlin to work for Northwind Foods."},
    TaskExample{LensTask::Entities, "en", "The mayor of Boston met Peter Brown on Monday."},
    TaskExample{LensTask::Entities, "zh", "李明从北京到上海，在东方银行工作。"},
    TaskExample{LensTask::Entities, "zh", "张芳昨天在广州见到了王强。"},
    TaskExample{LensTask::Questions, "en",
        "The old bridge at Millford was built in 1821 by Thomas Reed. It was the only way across "
        "the river until the railway came.",
        "Who built the bridge?"},
    TaskExample{LensTask::Questions, "zh",
        "石桥镇的老桥建于一八二一年，由赵石匠带着徒弟修成。铁路通车以前，过河只有这一条路。",
        "老桥建于哪一年？"},
    TaskExample{LensTask::FillMask, "en", "The captain looked at the sea and said nothing."},
    TaskExample{LensTask::FillMask, "zh", "他是我多年的老朋友。"},
    TaskExample{LensTask::NextSentence, "en", "He opened the door.", "There was nobody inside."},
    TaskExample{LensTask::NextSentence, "en", "He opened the door.", "Whales are not fish."},
    TaskExample{LensTask::NextSentence, "zh", "他推开了门。", "屋里一个人也没有。"},
    TaskExample{LensTask::NextSentence, "zh", "他推开了门。", "鲸不是鱼。"},
    TaskExample{LensTask::Dialogue, "en", "Why is the sky blue?"},
    TaskExample{LensTask::Dialogue, "zh", "天空为什么是蓝色的？"},
    TaskExample{LensTask::Continuation, "en", "It was a dark night, and the captain"},
    TaskExample{LensTask::Continuation, "en", "def square(x):\n    return"},
    TaskExample{LensTask::Continuation, "zh", "话说天下大势，"},
    TaskExample{LensTask::Summary, "en",
        "The town library will be closed for three weeks while the roof is repaired. Books can be "
        "returned at the school, and the reading hour for children moves to the church hall.",
        "TL;DR:"},
    TaskExample{LensTask::Summary, "zh",
        "图书馆屋顶漏雨，要关门修三个星期。这段时间可以到学校还书，儿童读书会改在礼堂举行。",
        "一句话概括："},
};

} // namespace

std::span<const TaskExample> taskExamples() {
    return examples;
}

std::optional<std::filesystem::path> sampleData(LensTask task, bool chinese) {
    const std::string language = chinese ? "-zh" : "-en";
    const auto folder = api::ModelLibrary::defaultFolder().parent_path() / "data";
    switch (task) {
    case LensTask::Classification:
        return folder / ("sentiment" + language + ".held-out.csv");
    case LensTask::Entities:
        return folder / ("entities" + language + ".held-out.conll");
    case LensTask::Questions:
        return folder / ("questions" + language + ".json");
    default:
        return std::nullopt;
    }
}

} // namespace vitrine::app
