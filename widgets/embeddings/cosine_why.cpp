#include "widgets/embeddings/cosine_why.h"

#include <utility>

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/common/number_format.h"
#include "widgets/common/theme.h"
#include "widgets/common/vector_strip.h"
#include "widgets/embeddings/angle_view.h"

namespace vitrine::widgets {

namespace {

constexpr int Decimals = 3;

QString formulaText(const CosineDerivation& d) {
    const auto number = [](double value) { return formatNumber(value, Decimals); };
    return QStringLiteral("cos = a·b / (‖a‖ ‖b‖)\n"
                          "a·b = Σ aᵢ bᵢ = %1\n"
                          "‖a‖ = √Σ aᵢ² = %2\n"
                          "‖b‖ = √Σ bᵢ² = %3\n"
                          "cos = %1 / (%2 × %3)\n"
                          "    = %4")
        .arg(number(d.dotProduct), number(d.firstNorm), number(d.secondNorm), number(d.cosine));
}

} // namespace

CosineWhy::CosineWhy(QWidget* parent)
    : QWidget(parent), m_title(makeParented<QLabel>(this)), m_formula(makeParented<QLabel>(this)),
      m_prose(makeParented<QLabel>(this)), m_angle(makeParented<AngleView>(this)),
      m_component(makeParented<QLabel>(this)), m_firstName(makeParented<QLabel>(this)),
      m_first(makeParented<VectorStrip>(this)), m_secondName(makeParented<QLabel>(this)),
      m_second(makeParented<VectorStrip>(this)), m_productsName(makeParented<QLabel>(this)),
      m_products(makeParented<VectorStrip>(this)) {
    setTextRole(m_title, TextRole::Heading);
    setTextRole(m_formula, TextRole::Number);
    auto* layout = new QVBoxLayout(this);
    for (QWidget* widget :
        std::initializer_list<QWidget*>{m_title, m_formula, m_angle, m_prose, m_firstName, m_first,
            m_secondName, m_second, m_productsName, m_products, m_component}) {
        layout->addWidget(widget);
    }
    layout->addStretch(1);
    for (QLabel* label : {m_prose.get(), m_component.get(), m_firstName.get(), m_secondName.get(),
             m_productsName.get()}) {
        setTextRole(label, TextRole::Caption);
        label->setWordWrap(true);
    }
    m_formula->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_title->setWordWrap(true);
    for (VectorStrip* strip : {m_first.get(), m_second.get(), m_products.get()}) {
        connect(strip, &VectorStrip::cellHovered, this, &CosineWhy::mark);
        connect(strip, &VectorStrip::cellSelected, this, &CosineWhy::mark);
    }
    applyTheme();
    refresh();
}

void CosineWhy::setDerivation(CosineDerivation derivation) {
    m_derivation = std::move(derivation);
    refresh();
}

void CosineWhy::clear() {
    m_derivation.reset();
    refresh();
}

void CosineWhy::mark(int component) {
    for (VectorStrip* strip : {m_first.get(), m_second.get(), m_products.get()}) {
        strip->setMarked(component);
    }
    const auto index = static_cast<std::size_t>(component);
    if (component < 0 || !m_derivation || index >= m_derivation->products.size()) {
        m_component->setText(tr("Point at a cell to read one product."));
        return;
    }
    m_component->setText(
        QStringLiteral("a%1 b%1 = %2 × %3 = %4")
            .arg(QString::number(component + 1), formatNumber(m_derivation->a[index], Decimals),
                formatNumber(m_derivation->b[index], Decimals),
                formatNumber(m_derivation->products[index], Decimals)));
}

void CosineWhy::refresh() {
    for (QWidget* widget : std::initializer_list<QWidget*>{m_formula, m_angle, m_component,
             m_firstName, m_first, m_secondName, m_second, m_productsName, m_products}) {
        widget->setVisible(m_derivation.has_value());
    }
    if (!m_derivation) {
        m_title->setText(tr("Why?"));
        m_prose->setText(tr("Choose a neighbour, a cell of the matrix or two words of the map to "
                            "see where their cosine comes from."));
        return;
    }
    const auto first = QString::fromStdString(m_derivation->first);
    const auto second = QString::fromStdString(m_derivation->second);
    //: %1 and %2 are words
    m_title->setText(tr("Why do %1 and %2 have this cosine?").arg(first, second));
    m_formula->setText(formulaText(*m_derivation));
    m_formula->setAccessibleName(m_title->text());
    m_prose->setText(tr("The angle is %1°; the Euclidean distance ‖a − b‖ is %2.")
                         .arg(formatNumber(m_derivation->degrees, 1),
                             formatNumber(m_derivation->distance, Decimals)));
    m_angle->setArrows({first, m_derivation->firstNorm}, {second, m_derivation->secondNorm},
        m_derivation->degrees);
    //: %1 is a word
    m_firstName->setText(
        tr("a = %1, %n component(s)", nullptr, static_cast<int>(m_derivation->a.size()))
            .arg(first));
    m_secondName->setText(QStringLiteral("b = %1").arg(second));
    m_productsName->setText(tr("products aᵢ bᵢ, whose sum is a·b"));
    m_first->setName(QStringLiteral("a"));
    m_second->setName(QStringLiteral("b"));
    m_products->setName(QStringLiteral("ab"));
    m_first->setValues(m_derivation->a);
    m_second->setValues(m_derivation->b);
    m_products->setValues(m_derivation->products);
    mark(-1);
}

void CosineWhy::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        refresh();
    } else if (isThemeChange(*event)) {
        applyTheme();
    }
}

void CosineWhy::applyTheme() {
    const auto theme = Theme::of(this);
    const int side = theme.px(16);
    layout()->setContentsMargins(side, side, side, side);
    layout()->setSpacing(theme.px(8));
}

} // namespace vitrine::widgets
