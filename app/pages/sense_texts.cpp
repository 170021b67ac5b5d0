#include "app/pages/sense_texts.h"

#include <map>

namespace vitrine::app {

namespace {

constexpr SensePreset Presets[] = {
    {"bank: river · money", "bank",
        "She sat by the river on the bank.\nThe boat came from the water to the bank.\n"
        "The fish jumped out of the river onto the bank.\n\n"
        "He took his coins to the bank.\nShe put her money in the bank.\n"
        "The man got money from the bank."},
    {"saw: see · tool", "saw",
        "She opened the door and saw a cat.\nHe looked up and saw a bird.\n"
        "They went to the park and saw a big dog.\n\n"
        "Dad cut the wood with a saw.\nHe took a hammer and a saw from the box.\n"
        "The man needed a sharp saw to cut the tree."},
    {"park: place · to park", "park",
        "They played in the park.\nShe ran to the park with her dog.\n"
        "The children love the swings in the park.\n\n"
        "Dad wanted to park the car.\nHe drove the truck and tried to park it.\n"
        "Mom could not park her car here."},
    {"fly: in the air · insect", "fly",
        "The bird wanted to fly in the sky.\nShe saw the plane fly away.\n"
        "He spread his wings and tried to fly.\n\n"
        "A small black fly sat on the food.\nThe frog ate a fly.\n"
        "The spider caught a fly in its web."},
    {"银行：钱 · 房子", "银行",
        "我去银行取钱。\n他把钱存在银行里。\n她在银行做事。\n\n"
        "河边的银行很小。\n桥那边的银行关了门。\n街上的银行今天不开。"},
    {"行：银行 · 行走", "行",
        "我昨天去了银行取钱。\n他把钱存在银行里。\n她在一家银行做事。\n\n"
        "大军连夜行了三十里。\n他二人一路行来，天色已晚。\n众人又行了半日。"},
    {"道：说 · 路", "道",
        "宝玉笑道：“你来了。”\n行者大怒道：“你是何人？”\n那人低头说道：“不敢。”\n\n"
        "他们走上了一条小道。\n山中只有一条道可走。\n大雪封了去京城的道。"},
    {"花：花朵 · 花钱", "花",
        "园中的花都开了。\n她折了一枝花插在瓶里。\n春天满山都是红花。\n\n"
        "这件衣服花了他十两银子。\n他一个月要花许多钱。\n为了办事，白花了三百钱。"},
};

} // namespace

SenseTexts senseTextsOf(const QString& lines) {
    SenseTexts result;
    int sense = -1;
    bool begins = true;
    for (const auto& line : lines.split(QLatin1Char('\n'))) {
        const auto text = line.trimmed();
        if (text.isEmpty()) {
            begins = true;
            continue;
        }
        sense += begins ? 1 : 0;
        begins = false;
        result.texts.push_back(text.toStdString());
        result.senses.push_back(sense);
    }
    return result;
}

QStringList senseNames(const std::vector<int>& senses) {
    constexpr int Letters = 26;
    std::map<int, int> counts;
    QStringList names;
    for (const int sense : senses) {
        names.append(QChar(u'A' + sense % Letters) + QString::number(++counts[sense]));
    }
    return names;
}

std::span<const SensePreset> sensePresets() {
    return Presets;
}

} // namespace vitrine::app
