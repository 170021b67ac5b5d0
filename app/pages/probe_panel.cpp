#include "app/pages/probe_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <memory>

#include "widgets/attention/attention_heat_map.h"
#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/generation/probability_bars.h"
#include "widgets/ngram/text_table.h"

namespace vitrine::app {

namespace {

constexpr std::size_t longName = 6;

/// Names of special tokens that would take the room of the map are written short.
std::vector<Token> labelled(std::vector<Token> tokens) {
    for (auto& token : tokens) {
        if (token.special && token.piece.size() > longName) {
            token.piece = "⟨ ⟩";
        }
    }
    return tokens;
}

} // namespace

ProbePanel::ProbePanel(QWidget* parent)
    : QWidget(parent), m_columns(widgets::makeParented<QSplitter>(Qt::Horizontal, this)),
      m_left(widgets::makeParented<QWidget>(m_columns)),
      m_headName(widgets::makeParented<QLabel>(m_left)),
      m_heads(widgets::makeParented<QComboBox>(m_left)),
      m_map(widgets::makeParented<widgets::AttentionHeatMap>(m_left)),
      m_note(widgets::makeParented<QLabel>(m_left)),
      m_right(widgets::makeParented<QWidget>(m_columns)),
      m_expected(widgets::makeParented<QLabel>(m_right)),
      m_bars(widgets::makeParented<widgets::ProbabilityBars>(m_right)),
      m_table(widgets::makeParented<widgets::TextTable>(this)) {
    build();
    connect(m_heads, &QComboBox::activated, this, [this](int index) {
        m_head = {index / m_probe.heads, index % m_probe.heads};
        showAttention();
        Q_EMIT headChanged();
    });
    applyTheme();
    retranslate();
}

void ProbePanel::build() {
    auto* choice = new QHBoxLayout;
    choice->addWidget(m_headName);
    choice->addWidget(m_heads);
    choice->addStretch(1);
    auto* left = new QVBoxLayout(m_left);
    left->setContentsMargins({});
    left->addLayout(choice);
    left->addWidget(m_map, 1);
    left->addWidget(m_note, 1);
    auto* right = new QVBoxLayout(m_right);
    right->setContentsMargins({});
    right->addWidget(m_expected);
    right->addWidget(m_bars, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_columns);
    m_columns->setChildrenCollapsible(false);
    m_columns->setSizes({1, 1}); // as wide as each other
    m_heads->setObjectName(QStringLiteral("probeHead"));
    m_map->setObjectName(QStringLiteral("probeAttention"));
    m_bars->setObjectName(QStringLiteral("probeBars"));
    m_note->setAlignment(Qt::AlignCenter);
    for (QLabel* label : {m_note.get(), m_expected.get(), m_headName.get()}) {
        label->setWordWrap(label != m_headName);
        widgets::setTextRole(label, widgets::TextRole::Caption);
    }
    m_figure.setFigures({m_map.get(), m_bars.get()});
}

void ProbePanel::setProbe(const TrainingProbe* probe) {
    m_probe = probe ? *probe : TrainingProbe();
    showHeads();
    showAttention();
    showExpected();
}

void ProbePanel::setObjective(TrainingObjective objective) {
    m_objective = objective;
    showExpected();
}

void ProbePanel::setHead(const HeadIndex& head) {
    m_head = head;
    showHeads();
    showAttention();
}

const QAbstractItemModel* ProbePanel::table() const {
    return m_table;
}

void ProbePanel::showHeads() {
    const bool attends = m_probe.heads > 0;
    m_headName->setVisible(attends);
    m_heads->setVisible(attends);
    if (!attends) {
        return;
    }
    if (m_head.layer >= m_probe.layers || m_head.head >= m_probe.heads) {
        m_head = {};
    }
    const QLocale locale;
    m_heads->clear();
    for (int layer = 0; layer < m_probe.layers; ++layer) {
        for (int head = 0; head < m_probe.heads; ++head) {
            m_heads->addItem(
                tr("layer %1, head %2").arg(locale.toString(layer), locale.toString(head)));
        }
    }
    m_heads->setCurrentIndex(m_head.layer * m_probe.heads + m_head.head);
}

void ProbePanel::showAttention() {
    const bool attends = m_probe.heads > 0;
    m_map->setVisible(attends);
    m_note->setVisible(!attends);
    m_note->setText(m_probe.tokens.empty()
            ? tr("Shown as soon as the run has been looked into: before its first step.")
            : tr("A model of this kind has no attention."));
    if (!attends) {
        m_map->setPicture(nullptr);
        return;
    }
    const auto positions = m_probe.tokens.size();
    const auto cells = positions * positions;
    const auto index
        = static_cast<std::size_t>(m_head.layer) * static_cast<std::size_t>(m_probe.heads)
        + static_cast<std::size_t>(m_head.head);
    AttentionMap map;
    map.queries = map.keys = static_cast<int>(positions);
    map.causal = m_probe.causal;
    const auto first = m_probe.attention.begin() + static_cast<std::ptrdiff_t>(index * cells);
    map.weights.assign(first, first + static_cast<std::ptrdiff_t>(cells));
    const auto arranged = std::make_shared<const widgets::AttentionCells>(
        widgets::arrangeAttention(map, labelled(m_probe.tokens), {}));
    m_map->setPicture(
        std::make_shared<const widgets::AttentionPicture>(arranged, widgets::PictureOptions()));
}

void ProbePanel::showExpected() {
    if (m_probe.candidates.empty()) {
        const bool told = m_objective == TrainingObjective::Tagging
            || m_objective == TrainingObjective::QuestionAnswering;
        m_bars->clear();
        m_bars->setVisible(!told);
        m_expected->setText(
            told ? tr("What the model answers stands among the samples.") : QString());
        m_table->setRows({}, {});
        return;
    }
    NextTokenDistribution next;
    next.candidates = m_probe.candidates;
    next.entropy = m_probe.entropy;
    m_bars->show();
    m_bars->setDistribution(next, GenerationOptions());
    m_expected->setText(expectedText().arg(widgets::formatBits(m_probe.entropy)));
    QList<QList<widgets::TextTable::Cell>> rows;
    for (const auto& candidate : m_probe.candidates) {
        rows.append({{widgets::tokenText(candidate.bytes), {}, false},
            {widgets::formatProbability(candidate.probability), candidate.probability, false}});
    }
    m_table->setRows({tr("token"), tr("probability")}, std::move(rows));
}

QString ProbePanel::expectedText() const {
    if (m_objective == TrainingObjective::Classification) {
        return tr("How the model labels the probe sentence; entropy %1 bits");
    }
    return m_probe.causal || m_probe.heads == 0
        ? tr("What comes after the probe sentence; entropy %1 bits")
        : tr("What stands in the last place, hidden from the model; entropy %1 bits");
}

void ProbePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (widgets::isThemeChange(*event)) {
        applyTheme();
    }
}

void ProbePanel::retranslate() {
    m_headName->setText(tr("Head"));
    m_heads->setToolTip(tr("Whose attention over the probe sentence is shown"));
    m_heads->setAccessibleName(tr("Head"));
    m_bars->setAccessibleName(tr("What the model expects"));
    m_bars->setInvitation(tr("at this step of the training"));
    showHeads();
    showAttention();
    showExpected();
}

void ProbePanel::applyTheme() {
    const auto theme = widgets::Theme::of(this);
    m_columns->setHandleWidth(theme.px(12));
    m_left->layout()->setSpacing(theme.px(4));
    m_right->layout()->setSpacing(theme.px(4));
}

} // namespace vitrine::app
