#include "app/pages/attribution_card.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/common/number_format.h"
#include "widgets/common/number_table.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/theme.h"
#include "widgets/common/token_text.h"
#include "widgets/tokens/token_shading.h"

namespace vitrine::app {

AttributionCard::AttributionCard(QWidget* parent)
    : Card(parent), m_view(widgets::makeParented<widgets::SegmentedControl>(this)),
      m_layer(widgets::makeParented<QComboBox>(this)), m_note(widgets::makeParented<QLabel>(this)),
      m_tokens(widgets::makeParented<widgets::TokenShading>(this)),
      m_table(widgets::makeParented<widgets::NumberTable>(this)) {
    m_note->setWordWrap(true);
    widgets::setTextRole(m_note, widgets::TextRole::Caption);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->addWidget(m_tokens, 1);
    column->addWidget(m_note);
    setContent(content);
    addHeaderWidget(m_layer);
    addHeaderWidget(m_view);
    connect(m_view, &widgets::SegmentedControl::currentChanged, this, [this] {
        show();
        Q_EMIT viewChanged();
    });
    connect(m_layer, &QComboBox::activated, this, &AttributionCard::show);
    retranslate();
}

int AttributionCard::view() const {
    return m_view->current();
}

void AttributionCard::setView(int view) {
    m_view->setCurrent(std::clamp(view, 0, static_cast<int>(Attention)));
    show();
}

void AttributionCard::setAttribution(const InputAttribution& attribution, const QString& subject) {
    const bool newModel = attribution.attention.size() != m_attribution.attention.size();
    m_attribution = attribution;
    m_subject = subject;
    if (newModel) {
        fillLayers();
    }
    fillTable();
    show();
}

void AttributionCard::clear() {
    m_attribution = {};
    m_subject.clear();
    fillLayers();
    fillTable();
    show();
}

void AttributionCard::fillLayers() {
    m_layer->clear();
    for (std::size_t layer = 0; layer < m_attribution.attention.size(); ++layer) {
        m_layer->addItem(tr("Layer %1").arg(layer));
    }
    m_layer->addItem(tr("All layers"));
    m_layer->setCurrentIndex(m_layer->count() - 1);
}

/// Of the layer chosen, or the mean of all.
std::vector<double> AttributionCard::attention() const {
    const auto& layers = m_attribution.attention;
    const auto chosen = static_cast<std::size_t>(std::max(0, m_layer->currentIndex()));
    if (chosen < layers.size()) {
        return layers[chosen];
    }
    std::vector<double> mean(m_attribution.tokens.size());
    for (const auto& layer : layers) {
        for (std::size_t i = 0; i < mean.size(); ++i) {
            mean[i] += layer[i] / static_cast<double>(layers.size());
        }
    }
    return mean;
}

void AttributionCard::show() {
    const bool contributions = m_view->current() == Contributions;
    m_layer->setVisible(!contributions && !m_attribution.attention.empty());
    m_tokens->setColors(contributions ? widgets::TokenShading::Colors::Signed
                                      : widgets::TokenShading::Colors::Positive);
    m_tokens->setTokens(
        m_attribution.tokens, contributions ? m_attribution.contributions : attention());
    setFigure(m_attribution.tokens.empty() ? nullptr : m_tokens.get());
    setTable(m_attribution.tokens.empty() ? nullptr : m_table.get());
    setSubtitle(m_subject);
    if (m_attribution.tokens.empty()) {
        m_note->setText(tr("Choose an answer to see which tokens it hangs on."));
    } else if (contributions) {
        //: %1 is a logit
        m_note->setText(tr("Gradient × input of the logit %1: blue speaks for the answer, red "
                           "against it, to first order.")
                            .arg(widgets::formatValue(m_attribution.score)));
    } else {
        m_note->setText(
            tr("Attention of the place where the answer is read, the mean of the heads. "
               "It says where the model looks, not what decides."));
    }
}

void AttributionCard::fillTable() {
    std::vector<double> numbers;
    for (std::size_t i = 0; i < m_attribution.tokens.size(); ++i) {
        numbers.push_back(m_attribution.contributions[i]);
        for (const auto& layer : m_attribution.attention) {
            numbers.push_back(layer[i]);
        }
    }
    QStringList headers{tr("token"), tr("gradient × input")};
    for (std::size_t layer = 0; layer < m_attribution.attention.size(); ++layer) {
        headers.append(tr("attention of layer %1").arg(layer));
    }
    m_table->setNumbers(headers, widgets::tokenTexts(m_attribution.tokens), std::move(numbers));
}

void AttributionCard::changeEvent(QEvent* event) {
    Card::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void AttributionCard::retranslate() {
    setTitle(tr("What the answer hangs on"));
    m_view->setSegments({{tr("gradient × input"), tr("What each token contributes to the logit")},
        {tr("attention"), tr("Which tokens the place of the answer looks at")}});
    m_layer->setToolTip(tr("Whose attention is shown"));
    m_layer->setAccessibleName(tr("Layer"));
    fillLayers();
    fillTable();
    show();
}

} // namespace vitrine::app
