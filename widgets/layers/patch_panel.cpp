#include "widgets/layers/patch_panel.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include "widgets/attention/output_change_bars.h"
#include "widgets/common/number_format.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/layers/output_change_table.h"
#include "widgets/tokens/token_shading.h"

namespace vitrine::widgets {

PatchPanel::PatchPanel(QWidget* parent)
    : QWidget(parent), m_layout(makeParented<QGridLayout>(this)),
      m_layerLabel(makeParented<QLabel>(this)), m_layer(makeParented<QSpinBox>(this)),
      m_kind(makeParented<SegmentedControl>(this)), m_source(makeParented<QLineEdit>(this)),
      m_sourceTokens(makeParented<TokenShading>(this)), m_summary(makeParented<QLabel>(this)),
      m_divergence(makeParented<TokenShading>(this)), m_bars(makeParented<OutputChangeBars>(this)),
      m_model(makeParented<OutputChangeTable>(this)) {
    setTextRole(m_summary, TextRole::Caption);
    m_summary->setWordWrap(true);
    m_layerLabel->setBuddy(m_layer);
    m_divergence->setColors(TokenShading::Colors::Positive);
    m_sourceTokens->setColors(TokenShading::Colors::Positive);
    m_layout->setContentsMargins({});
    m_layout->addWidget(m_layerLabel, 0, 0);
    m_layout->addWidget(m_layer, 0, 1);
    m_layout->addWidget(m_kind, 0, 2);
    m_layout->addWidget(m_source, 1, 0, 1, 4);
    m_layout->addWidget(m_sourceTokens, 2, 0, 1, 4);
    m_layout->addWidget(m_summary, 3, 0, 1, 4);
    m_layout->addWidget(m_divergence, 4, 0, 1, 4);
    m_layout->addWidget(m_bars, 5, 0, 1, 4, Qt::AlignTop);
    m_layout->setColumnStretch(3, 1);
    m_layout->setRowStretch(5, 1);
    connect(m_layer, &QSpinBox::valueChanged, this, &PatchPanel::readControls);
    connect(m_kind, &SegmentedControl::currentChanged, this, &PatchPanel::readControls);
    connect(m_source, &QLineEdit::textChanged, this, &PatchPanel::readControls);
    connect(m_sourceTokens, &TokenShading::tokenSelected, this, &PatchPanel::patchChanged);
    connect(m_divergence, &TokenShading::tokenSelected, this, &PatchPanel::tokenSelected);
    setLayers(1);
    applyTheme();
    retranslate();
    readControls();
}

void PatchPanel::setLayers(int layers) {
    m_layer->setRange(0, layers); // the last is what the last layer leaves
}

void PatchPanel::setLayer(int layer) {
    const QSignalBlocker quiet(m_layer);
    m_layer->setValue(layer);
    m_patch.layer = m_layer->value();
    describe();
}

void PatchPanel::setTokens(std::vector<Token> tokens, int position) {
    m_tokens = std::move(tokens);
    m_position = position;
    describe();
}

void PatchPanel::setSourceTokens(std::vector<Token> tokens) {
    const int chosen = std::min(m_position, static_cast<int>(tokens.size()) - 1);
    m_sourceTokens->setTokens(std::move(tokens), {});
    if (m_sourceTokens->selectedToken() < 0)
        m_sourceTokens->setSelectedToken(chosen);
}

int PatchPanel::sourcePosition() const {
    return std::max(0, m_sourceTokens->selectedToken());
}

void PatchPanel::setChange(const OutputChange& change) {
    m_change = change;
    m_model->setChange(change);
    m_bars->setChange(change);
    describe();
}

void PatchPanel::clearChange() {
    m_change.reset();
    m_model->setChange({});
    m_bars->clear();
    describe();
}

const Figure* PatchPanel::figure() const {
    return m_bars.get();
}

const QAbstractItemModel* PatchPanel::table() const {
    return m_model.get();
}

void PatchPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::StyleChange)
        applyTheme();
}

void PatchPanel::readControls() {
    const Patch wanted{m_layer->value(), m_kind->current() == 1, m_source->text()};
    m_source->setVisible(wanted.fromText);
    m_sourceTokens->setVisible(wanted.fromText);
    if (std::exchange(m_patch, wanted) != wanted)
        Q_EMIT patchChanged();
    describe();
}

void PatchPanel::describe() {
    const bool known = m_position < static_cast<int>(m_tokens.size());
    const QString token
        = known ? tokenText(m_tokens[static_cast<std::size_t>(m_position)]) : QString();
    if (!m_change) {
        //: %1 is a token, %2 a layer
        m_summary->setText(tr("Replaces what layer %2 reads at %1, and runs the rest of the model "
                              "again.")
                               .arg(token)
                               .arg(m_patch.layer));
        m_divergence->setTokens(m_tokens, {});
        return;
    }
    const auto position = static_cast<std::size_t>(m_change->position);
    const double bits = position < m_change->divergence.size() ? m_change->divergence[position] : 0;
    m_summary->setText(tr("Change of each token's output, KL(before ‖ after) in bits; at the one "
                          "whose candidates are listed: %1")
                           .arg(formatBits(bits)));
    m_divergence->setTokens(m_tokens, m_change->divergence);
    m_divergence->setSelectedToken(m_change->position);
}

void PatchPanel::retranslate() {
    m_layerLabel->setText(tr("Layer"));
    m_layer->setAccessibleName(tr("Layer"));
    m_layer->setToolTip(tr(
        "The layer whose input is replaced; one beyond the last replaces the last one's output"));
    m_kind->setSegments({{tr("zero"), tr("The hidden state becomes zeros")},
        {tr("from a second text"),
            tr("The hidden state of a token of another text, at the same "
               "layer, takes its place")}});
    m_source->setPlaceholderText(tr("Second text"));
    m_source->setAccessibleName(tr("Second text"));
    m_source->setToolTip(tr("The text whose hidden state takes the place of this one's"));
    m_divergence->setUnit(tr("bits"));
    m_model->retranslate();
    describe();
}

void PatchPanel::applyTheme() {
    const Theme theme = Theme::of(this);
    m_layout->setSpacing(theme.px(8));
    for (TokenShading* text : {m_sourceTokens.get(), m_divergence.get()})
        text->setMaximumHeight(theme.px(96));
}

} // namespace vitrine::widgets
