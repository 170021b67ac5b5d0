#pragma once

#include <optional>

#include <QWidget>

#include "engine/values/cosine_derivation.h"
#include "widgets/common/parented_ptr.h"

class QLabel;

namespace vitrine::widgets {

class AngleView;
class VectorStrip;

/// Why two words have their cosine: the formula, then the same with their numbers, both vectors,
/// the products that are summed, and the angle. Pointing at a component marks it in all three.
class CosineWhy : public QWidget {
    Q_OBJECT

public:
    explicit CosineWhy(QWidget* parent);

    void setDerivation(CosineDerivation derivation);
    void clear();
    const std::optional<CosineDerivation>& derivation() const { return m_derivation; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void mark(int component);
    void applyTheme();

    std::optional<CosineDerivation> m_derivation;
    parented_ptr<QLabel> m_title;
    parented_ptr<QLabel> m_formula;
    parented_ptr<QLabel> m_prose;
    parented_ptr<AngleView> m_angle;
    parented_ptr<QLabel> m_component;
    parented_ptr<QLabel> m_firstName;
    parented_ptr<VectorStrip> m_first;
    parented_ptr<QLabel> m_secondName;
    parented_ptr<VectorStrip> m_second;
    parented_ptr<QLabel> m_productsName;
    parented_ptr<VectorStrip> m_products;
};

} // namespace vitrine::widgets
