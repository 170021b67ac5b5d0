#include "app/pages/context_contrast_card.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "app/model_text.h"
#include "app/pages/context_text.h"
#include "app/workspace/laboratory.h"
#include "widgets/common/theme.h"
#include "widgets/generation/context_contrast_model.h"
#include "widgets/generation/share_delegate.h"

namespace vitrine::app {

namespace {

constexpr std::size_t seenCharacters = 16; ///< of each side
constexpr std::size_t firstCandidates = widgets::ContextContrastModel::candidates;

} // namespace

ContextContrastCard::ContextContrastCard(Laboratory& laboratory, QWidget* parent)
    : Card(parent), m_laboratory(laboratory), m_missing(widgets::makeParented<QLabel>(this)),
      m_table(widgets::makeParented<QTableView>(this)),
      m_model(widgets::makeParented<widgets::ContextContrastModel>(this)) {
    m_missing->setObjectName(QStringLiteral("leftModelMissing"));
    m_missing->setWordWrap(true);
    widgets::setTextRole(m_missing, widgets::TextRole::Caption);
    buildTable();
    auto* content = new QWidget(this);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins({});
    layout->addWidget(m_missing);
    layout->addWidget(m_table, 1);
    setContent(content);
    setTable(m_model);
    auto& filler = laboratory.maskFiller();
    connect(&filler, &MaskFiller::changed, this, &ContextContrastCard::follow);
    connect(&filler, &MaskFiller::answered, this, &ContextContrastCard::showBoth);
    connect(&laboratory.leftReader(), &LeftReader::answered, this, &ContextContrastCard::showLeft);
    retranslate();
}

void ContextContrastCard::buildTable() {
    using widgets::ContextContrastModel;
    m_table->setModel(m_model);
    m_table->setItemDelegate(new widgets::ShareDelegate(m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setSectionResizeMode(
        ContextContrastModel::Seen, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    for (const int stretched : {ContextContrastModel::LeftText, ContextContrastModel::BothText}) {
        m_table->horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
        m_table->setSpan(ContextContrastModel::Seen, stretched, 1, 2);
    }
    m_table->viewport()->installEventFilter(this);
}

bool ContextContrastCard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) {
        fitRows();
    }
    return Card::eventFilter(watched, event);
}

void ContextContrastCard::fitRows() {
    constexpr int lowest = 22;
    constexpr int highest = 44;
    const auto theme = widgets::Theme::of(this);
    auto* rows = m_table->verticalHeader();
    const int room = m_table->viewport()->height() - rows->sectionSize(0);
    rows->setMinimumSectionSize(theme.px(lowest));
    rows->setDefaultSectionSize(
        std::clamp(room / (rows->count() - 1), theme.px(lowest), theme.px(highest)));
}

void ContextContrastCard::follow() {
    const auto& filler = m_laboratory.maskFiller();
    const auto& model = m_laboratory.workspace().model();
    m_left = {};
    m_both = {};
    m_word.clear();
    m_both.model = model ? modelTitle(model->info()) : QString();
    if (filler.position() >= 0 && model->info().abilities.fillsMasks) {
        m_both.seen = withGap(maskedContext(filler.text(), filler.position()), seenCharacters);
        askLeft();
    } else {
        m_laboratory.leftReader().cancel();
        m_model->setLeft({});
        m_model->setBoth({});
        m_model->setWord({});
    }
}

void ContextContrastCard::askLeft() {
    const auto& filler = m_laboratory.maskFiller();
    const auto& text = filler.text();
    const auto* info = continuingModel(m_laboratory.builtInModels(), text.text);
    m_missing->setVisible(!info);
    setSubtitle(info ? tr("%1 and %2").arg(modelTitle(*info), m_both.model) : m_both.model);
    if (!info) {
        m_laboratory.leftReader().cancel();
        m_model->setLeft({});
        return;
    }
    const auto& token = text.tokens[static_cast<std::size_t>(filler.position())];
    LeftQuestion question;
    question.before = text.text.substr(0, token.start);
    question.word = token.special ? "" : text.text.substr(token.start, token.end - token.start);
    m_left.model = modelTitle(*info);
    m_left.seen = withGap(
        {QString::fromStdString(question.before).simplified(), QString()}, seenCharacters);
    m_word = QString::fromStdString(question.word).simplified();
    m_laboratory.leftReader().ask(info->path, question);
}

void ContextContrastCard::showLeft(const widgets::ContextView& view) {
    auto shown = view;
    shown.model = m_left.model;
    shown.seen = m_left.seen;
    m_model->setLeft(std::move(shown));
}

void ContextContrastCard::showBoth(const MaskAnswer& answer) {
    auto shown = m_both;
    shown.candidates = answer.distribution->candidates;
    shown.candidates.resize(std::min(shown.candidates.size(), firstCandidates));
    shown.entropy = answer.distribution->entropy;
    if (answer.written) {
        shown.probability = answer.written->probability;
    }
    m_model->setBoth(std::move(shown));
    m_model->setWord(m_word);
}

void ContextContrastCard::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::StyleChange) {
        fitRows();
    }
}

void ContextContrastCard::retranslate() {
    setTitle(tr("What GPT and BERT see"));
    m_missing->setText(tr("There is no built-in GPT for the language of this text, so only what "
                          "stands on both sides can be shown."));
    m_table->setAccessibleName(tr("What GPT and BERT see"));
    m_table->setToolTip(tr("The same place in the text for a model that sees only what stands "
                           "before it, and for one that sees both sides"));
    m_model->retranslate();
}

} // namespace vitrine::app
