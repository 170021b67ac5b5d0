#include "tests/widgets/gallery/gallery_window.h"

#include <array>

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

#include "tests/widgets/gallery/sample_data.h"
#include "widgets/attention/attention_atlas.h"
#include "widgets/attention/attention_heat_map.h"
#include "widgets/attention/attention_links.h"
#include "widgets/attention/attention_why.h"
#include "widgets/attention/head_table.h"
#include "widgets/attention/output_change_bars.h"
#include "widgets/chat/chat_view.h"
#include "widgets/common/card.h"
#include "widgets/common/icon_button.h"
#include "widgets/common/labelled_slider.h"
#include "widgets/common/legend_bar.h"
#include "widgets/common/message_bar.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/common/vector_strip.h"
#include "widgets/generation/continuation_cards.h"
#include "widgets/generation/continuation_tree.h"
#include "widgets/generation/probability_bars.h"
#include "widgets/generation/processor_steps_view.h"
#include "widgets/generation/sampling_panel.h"
#include "widgets/generation/share_bar.h"
#include "widgets/generation/template_editor.h"
#include "widgets/layers/block_diagram.h"
#include "widgets/layers/block_walk_view.h"
#include "widgets/layers/contribution_bars.h"
#include "widgets/layers/logit_lens_table.h"
#include "widgets/layers/neuron_view.h"
#include "widgets/layers/patch_panel.h"
#include "widgets/layers/position_view.h"
#include "widgets/layers/residual_norms_plot.h"
#include "widgets/tasks/answer_curves.h"
#include "widgets/tasks/label_bars.h"
#include "widgets/tasks/span_text.h"
#include "widgets/tokens/merge_steps_view.h"
#include "widgets/tokens/token_chips.h"
#include "widgets/tokens/token_strip.h"
#include "widgets/tokens/token_table.h"

namespace vitrine::gallery {

using namespace vitrine::widgets;

namespace {

QVBoxLayout* columnOf(QWidget* page) {
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    return layout;
}

Card* cardWith(QWidget* content, const QString& title, const QString& subtitle, QWidget* parent) {
    auto* card = new Card(parent);
    card->setTitle(title);
    card->setSubtitle(subtitle);
    card->setContent(content);
    card->setFigure(dynamic_cast<Figure*>(content));
    return card;
}

TokenStrip* stripWith(const std::vector<ScoredToken>& tokens, QWidget* parent) {
    auto* strip = new TokenStrip(parent);
    strip->setText(QString::fromStdString(textOf(tokens)));
    strip->setTokens(tokens);
    return strip;
}

QWidget* commonPage() {
    auto* page = new QWidget;
    auto* column = columnOf(page);
    auto* error = new MessageBar(page);
    error->showMessage(MessageBar::Kind::Error,
        QStringLiteral(
            "model.safetensors is cut off: the header claims 2,048 bytes more than the file has."));
    auto* notice = new MessageBar(page);
    notice->showMessage(
        MessageBar::Kind::Notice, QStringLiteral("No GPU is used: there is no NVIDIA driver."));
    column->addWidget(error);
    column->addWidget(notice);

    auto* segments = new SegmentedControl(page);
    segments->setSegments({{QStringLiteral("Greedy"), {}}, {QStringLiteral("Sample"), {}},
        {QStringLiteral("Beam"), {}}});
    segments->setCurrent(1);
    column->addWidget(segments);

    auto* slider = new LabelledSlider({.minimum = 0, .maximum = 1, .step = 0.01, .off = 1.0}, page);
    slider->setLabel(
        QStringLiteral("top-p"), QStringLiteral("Keeps the smallest set with this mass."));
    slider->setOffText(QStringLiteral("off"));
    slider->setValue(0.9);
    column->addWidget(slider);

    auto* legend = new LegendBar(&ColorScale::surprisal, page);
    legend->setTexts(
        QStringLiteral("colour: surprisal in bits"), QStringLiteral("0"), QStringLiteral("8"));
    column->addWidget(legend);

    for (const int rows : {1, 12}) {
        auto* strip = new VectorStrip(page);
        strip->setName(QStringLiteral("q"));
        strip->setValues(wave(768), rows);
        strip->setMarked(17);
        column->addWidget(strip);
    }

    auto* buttons = new QHBoxLayout;
    auto* primary = new QPushButton(QStringLiteral("Generate"), page);
    primary->setProperty("primary", true);
    buttons->addWidget(primary);
    buttons->addWidget(new QPushButton(QStringLiteral("Step"), page));
    auto* disabled = new QPushButton(QStringLiteral("Stop"), page);
    disabled->setEnabled(false);
    buttons->addWidget(disabled);
    for (const char* name : {"generate", "tokens", "models", "sun", "moon", "search", "zoom-in",
             "zoom-out", "fit", "export", "copy", "stop", "play", "step", "step-back", "close",
             "branch", "delete", "add", "more", "check", "folder", "settings", "warning", "info",
             "undo", "compare", "panel-left", "panel-right", "memory"})
        buttons->addWidget(new IconButton(QString::fromLatin1(name), page));
    buttons->addStretch();
    column->addLayout(buttons);
    column->addStretch();
    return page;
}

QWidget* tokensPage() {
    auto* page = new QWidget;
    auto* column = columnOf(page);
    auto* english = stripWith(englishTokens(), page);
    english->setSelectedToken(11);
    column->addWidget(english);
    column->addWidget(stripWith(chineseTokens(), page));
    auto* chips = new TokenChips(page);
    auto shown = tokens({"The", " history", " of", "\n", "床", "前", "明月", "\xE9", "\x9C\x9C",
        "\t", "  ", "!", "\n"});
    shown.push_back({50256, "", "<|endoftext|>", shown.back().end, shown.back().end, true});
    chips->setTokens(shown);
    chips->setSelectedToken(4);
    column->addWidget(cardWith(chips, QStringLiteral("Tokens"),
                          QStringLiteral("14 tokens · 20 characters"), page),
        1);
    auto* masked = new TokenChips(page);
    masked->setTokens({{2, "", "[CLS]", 0, 0, true}, {7, "床", "床", 0, 3}, {4, "", "[MASK]", 3, 6},
        {8, "明", "明", 6, 9}, {4, "", "[MASK]", 9, 12}, {3, "", "[SEP]", 12, 12, true}});
    masked->setGuesses(
        {{2, {QStringLiteral("前"), 0.912, true}}, {4, {QStringLiteral("日"), 0.317, false}}});
    masked->setSelectedToken(4);
    column->addWidget(
        cardWith(masked, QStringLiteral("Masked words"), QStringLiteral("two are hidden"), page),
        1);
    auto* table = new TokenTable(page);
    table->setTokens(chineseTokens());
    table->setSelectedToken(2);
    auto* tableCard = cardWith(table, QStringLiteral("Table"), {}, page);
    tableCard->setTable(table->table());
    column->addWidget(tableCard, 2);
    return page;
}

ProbabilityBars* barsWith(BarScale scale, QWidget* parent) {
    auto* bars = new ProbabilityBars(parent);
    GenerationOptions options;
    options.topK = 50;
    options.topP = 0.9;
    options.temperature = 0.8;
    bars->setDistribution(distribution(), options);
    bars->setScale(scale);
    bars->setChosen(1007);
    return bars;
}

QWidget* generatePage() {
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(16, 16, 16, 16);
    row->setSpacing(12);
    auto* left = new QVBoxLayout;
    auto* middle = new QVBoxLayout;
    row->addLayout(left, 1);
    row->addLayout(middle, 1);
    left->addWidget(cardWith(barsWith(BarScale::Linear, page), QStringLiteral("Candidates for 12"),
        QStringLiteral("before and after the settings"), page));
    left->addWidget(
        cardWith(barsWith(BarScale::Logarithmic, page), QStringLiteral("Logarithmic"), {}, page));
    middle->addWidget(
        cardWith(barsWith(BarScale::Cumulative, page), QStringLiteral("Cumulative"), {}, page));
    auto* share = new ShareBar(page);
    share->setNames(QStringLiteral("follows"), QStringLiteral("does not follow"));
    share->setShare(0.873);
    middle->addWidget(cardWith(share, QStringLiteral("Next sentence"), {}, page));
    auto* panel = new SamplingPanel(page);
    GenerationOptions options;
    options.strategy = DecodingStrategy::Sample;
    options.temperature = 0.8;
    options.topK = 50;
    options.topP = 0.9;
    options.seed = 11;
    options.stop = {"\n\n", "END"};
    panel->setOptions(options);
    panel->setFixedWidth(Theme::of(page).px(300));
    row->addWidget(panel, 0, Qt::AlignTop);
    return page;
}

std::vector<BranchNode> branches() {
    return {{-1, "people who"}, {0, " have", 0.21}, {0, " refused", 0.03}, {0, " are", 0.12},
        {1, " been", 0.33}, {1, " made", 0.05}, {2, " to", 0.94}, {3, " not", 0.14},
        {6, " be", 0.21}, {6, " die", 0.02}, {8, " silent", 0.16}, {8, " quiet", 0.004},
        {7, " even", 0.2}, {12, " those", 0.3}, {13, " who", 0.8}, {14, " ruled", 0.1},
        {15, " them", 0.4}};
}

QWidget* treesPage() {
    auto* page = new QWidget;
    auto* column = columnOf(page);
    auto* trees = new QHBoxLayout;
    column->addLayout(trees, 3);
    auto* kept = new ContinuationTree(page);
    kept->setNodes(branches(), 11);
    trees->addWidget(cardWith(kept, QStringLiteral("Branches"),
        QStringLiteral("every continuation kept; click to walk"), page));
    auto* beam = new ContinuationTree(page);
    beam->setEditable(false);
    beam->setNodes(branchesOf(beams(), "people who"), beams().hypotheses.front().node);
    trees->addWidget(cardWith(beam, QStringLiteral("Beam search"),
        QStringLiteral("kept and pruned hypotheses, log-probability"), page));
    auto* cards = new ContinuationCards(page);
    cards->setContinuations({{11,
                                 QStringLiteral("refused to be silent, and of those who listened "
                                                "when they spoke. It is written in letters and in "
                                                "ledgers, in the margins of books"),
                                 -1.82, 24, false},
        {12, QStringLiteral("曾几何时，天下大势，分久必合，合久必分。周末七国分争，并入于秦。"),
            -2.05, 31, false},
        {13, QStringLiteral("lived near rivers. They built with what the water brought"), -2.31, 12,
            true}});
    column->addWidget(cardWith(cards, QStringLiteral("Continuations"),
                          QStringLiteral("three seeds, same prompt"), page),
        2);
    return page;
}

MergeStepsView* stepsWith(const TokenizationSteps& steps, int position, QWidget* parent) {
    auto* view = new MergeStepsView(parent);
    view->setSteps(steps);
    view->setPosition(position);
    return view;
}

QWidget* stepsPage() {
    auto* page = new QWidget;
    auto* column = columnOf(page);
    auto* row = new QHBoxLayout;
    column->addLayout(row);
    row->addWidget(cardWith(
        stepsWith(byteLevelSteps(), 11, page), QStringLiteral("Byte-level BPE"), {}, page));
    row->addWidget(
        cardWith(stepsWith(wordPieceSteps(), 12, page), QStringLiteral("WordPiece"), {}, page));
    row->addWidget(
        cardWith(stepsWith(unigramSteps(), 7, page), QStringLiteral("Unigram"), {}, page));
    auto* processors = new ProcessorStepsView(page);
    GenerationOptions options;
    options.topK = 50;
    options.topP = 0.9;
    options.temperature = 0.8;
    processors->setDistribution(distribution(), options);
    column->addWidget(cardWith(processors, QStringLiteral("What each setting does"), {}, page));
    return page;
}

QWidget* templatesPage() {
    auto* page = new QWidget;
    auto* column = columnOf(page);
    column->addWidget(cardWith(new TemplateEditor(page), QStringLiteral("Prompt template"),
        QStringLiteral("zero-shot and few-shot"), page));
    ChatMessage question;
    question.name = QStringLiteral("You");
    question.text = QStringLiteral("Why is the sky blue?");
    ChatMessage answer;
    answer.side = ChatMessage::Side::Assistant;
    answer.name = QStringLiteral("Model");
    answer.caption = QStringLiteral("temperature 0.80 · seed 3");
    answer.text = QString::fromStdString(textOf(englishTokens()));
    answer.tokens = englishTokens();
    answer.variant = 1;
    answer.variants = 3;
    answer.canRegenerate = true;
    auto* chat = new ChatView(page);
    chat->setMessages({question, answer});
    column->addWidget(cardWith(chat, QStringLiteral("Chat"), {}, page));
    return page;
}

QStringList tokenNames(const std::vector<ScoredToken>& tokens) {
    QStringList names;
    for (const auto& scored : tokens)
        names += tokenText(scored.token);
    return names;
}

std::vector<Token> plainTokens(const std::vector<ScoredToken>& scored) {
    std::vector<Token> plain;
    for (const auto& token : scored)
        plain.push_back(token.token);
    return plain;
}

QWidget* layersPage() {
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    for (const bool normFirst : {true, false}) {
        auto* diagram = new BlockDiagram(page);
        diagram->setAnatomy(anatomy(normFirst));
        diagram->setLayer(3);
        diagram->setSelected(Site::Queries);
        row->addWidget(cardWith(
            diagram, normFirst ? QStringLiteral("GPT-2") : QStringLiteral("BERT"), {}, page));
    }
    auto* walk = new BlockWalkView(page);
    const auto names = tokenNames(englishTokens());
    walk->setWalk(blockWalk(anatomy(), static_cast<int>(names.size())), anatomy(), names);
    row->addWidget(cardWith(walk, QStringLiteral("Values"), {}, page), 2);
    return page;
}

QWidget* lensPage() {
    auto* page = new QWidget;
    auto* column = columnOf(page);
    auto* lens = new LogitLensTable(page);
    lens->reset(13, tokenNames(englishTokens()));
    lens->addColumns(logitLens(13, 16));
    column->addWidget(cardWith(lens, QStringLiteral("Logit lens"), {}, page), 1);
    auto* row = new QHBoxLayout;
    column->addLayout(row, 1);
    auto* norms = new ResidualNormsPlot(page);
    norms->setNorms(residualNorms(12, 16));
    row->addWidget(cardWith(norms, QStringLiteral("Residual norms"), {}, page));
    auto* bars = new ContributionBars(page);
    bars->setContributions(contributions());
    row->addWidget(cardWith(bars, QStringLiteral("Contributions"), {}, page));
    return page;
}

QWidget* neuronsPage() {
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    const auto tokens = plainTokens(englishTokens());
    auto* neurons = new NeuronView(page);
    neurons->setActivations(neuronActivations(static_cast<int>(tokens.size())), tokens);
    row->addWidget(cardWith(neurons, QStringLiteral("Neurons"), {}, page), 3);
    auto* column = new QVBoxLayout;
    row->addLayout(column, 2);
    auto* positions = new PositionView(page);
    positions->setEncoding(PositionView::Learned, positionEncoding(64, 96));
    column->addWidget(cardWith(positions, QStringLiteral("Positions"), {}, page));
    auto* patch = new PatchPanel(page);
    patch->setTokens(tokens, 9);
    patch->setChange(outputChange(static_cast<int>(tokens.size())));
    column->addWidget(cardWith(patch, QStringLiteral("Patching"), {}, page));
    return page;
}

std::shared_ptr<const AttentionCells> cellsOf(
    const AttentionMap& map, const std::vector<Token>& shown) {
    return std::make_shared<const AttentionCells>(arrangeAttention(map, shown, {}));
}

AttentionHeatMap* heatMapWith(std::shared_ptr<const AttentionCells> cells, QWidget* parent) {
    auto* map = new AttentionHeatMap(parent);
    map->setPicture(std::make_shared<const AttentionPicture>(std::move(cells), PictureOptions()));
    return map;
}

std::vector<Token> verse() {
    return tokens({"床", "前", "明", "月", "光", "疑", "是", "地", "上", "霜", "举", "头", "望",
        "明", "月", "低", "头", "思", "故", "乡"});
}

QWidget* attentionPage() {
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(16, 16, 16, 16);
    row->setSpacing(12);
    auto* atlas = new AttentionAtlas(page);
    auto* table = new HeadTable(page);
    atlas->setModel(12, 12, /*causal=*/true);
    table->setModel(12, 12);
    for (int i = 0; i < 140; ++i) {
        const auto summary = headSummary({i / 12, i % 12}, 32);
        atlas->addSummary(summary);
        table->setStatistics(summary.index, summary.statistics);
    }
    atlas->setSelected(HeadIndex{4, 7});
    atlas->setSwitchedOff({{2, 3}, {5, 5}});
    table->setSwitchedOff({{2, 3}, {5, 5}});
    table->setSelected({4, 7});
    auto* left = new QVBoxLayout;
    row->addLayout(left, 2);
    left->addWidget(cardWith(atlas, QStringLiteral("All heads"), {}, page), 3);
    left->addWidget(cardWith(table, QStringLiteral("Statistics"), {}, page), 2);

    auto map = attentionMap(20, 1);
    map.forbidden = {{9, 3}};
    auto* heatMap = heatMapWith(cellsOf(map, verse()), page);
    heatMap->setSelection(13, 2);
    heatMap->setForced({{15, 8}});
    row->addWidget(cardWith(heatMap, QStringLiteral("Layer 4, head 7"), {}, page), 4);

    auto* why = new AttentionWhy(page);
    QStringList names;
    for (const Token& token : verse())
        names << QString::fromStdString(token.bytes);
    why->setDerivation(derivation(20), names);
    auto* bars = new OutputChangeBars(page);
    bars->setChange(outputChange(20));
    auto* right = new QVBoxLayout;
    row->addLayout(right, 2);
    right->addWidget(why);
    right->addWidget(bars);
    right->addStretch();
    return page;
}

QWidget* linksPage() {
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(16, 16, 16, 16);
    row->setSpacing(12);
    auto* links = new AttentionLinks(page);
    links->setCells(cellsOf(attentionMap(20, 1), verse()));
    links->setSelection(13, -1);
    row->addWidget(cardWith(links, QStringLiteral("Links"), {}, page));
    auto* column = new QVBoxLayout;
    row->addLayout(column);
    const auto longText = tokens(std::vector<std::string>(600, " word"));
    auto* longMap = heatMapWith(cellsOf(attentionMap(600, 1), longText), page);
    column->addWidget(cardWith(longMap, QStringLiteral("600 tokens"), {}, page), 3);
    return page;
}

QWidget* tasksPage() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    auto* text = new SpanText(page);
    text->setParts("Anna Lee went to Paris.",
        {{0, 8, 0, 1, QStringLiteral("PER"), {}}, {17, 22, 1, 1, QStringLiteral("LOC"), {}}});
    column->addWidget(cardWith(text, QStringLiteral("Entities"), {}, page));
    auto* bars = new LabelBars(page);
    bars->setRows({{QStringLiteral("positive"), 0.91}, {QStringLiteral("negative"), 0.09}});
    column->addWidget(cardWith(bars, QStringLiteral("Labels"), {}, page));
    auto* curves = new AnswerCurves(page);
    curves->setTokens("Anna went to Paris",
        {{0, 4, 0.02, 0.01}, {5, 9, 0.01, 0.01}, {10, 12, 0.07, 0.02}, {13, 18, 0.9, 0.96}});
    column->addWidget(cardWith(curves, QStringLiteral("Answer"), {}, page));
    return page;
}

struct Page {
    const char* name;
    QWidget* (*make)();
};

constexpr std::array pages{Page{"common", commonPage}, Page{"tokens", tokensPage},
    Page{"generate", generatePage}, Page{"trees", treesPage}, Page{"steps", stepsPage},
    Page{"templates", templatesPage}, Page{"layers", layersPage}, Page{"lens", lensPage},
    Page{"neurons", neuronsPage}, Page{"attention", attentionPage}, Page{"links", linksPage},
    Page{"tasks", tasksPage}};

} // namespace

GalleryWindow::GalleryWindow() : m_pages(new QStackedWidget(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_pages);
    for (const Page& page : pages)
        m_pages->addWidget(page.make());
}

QStringList GalleryWindow::pageNames() {
    QStringList names;
    for (const Page& page : pages)
        names += QString::fromLatin1(page.name);
    return names;
}

bool GalleryWindow::showPage(const QString& name) {
    const auto index = pageNames().indexOf(name);
    m_pages->setCurrentIndex(static_cast<int>(index));
    return index >= 0;
}

} // namespace vitrine::gallery
