//! The ID of a plan, as files write it.

/// The ID of a plan.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct PlanCode {
    /// The product.
    pub product_id: String,
    /// The plan of it, padded to four.
    pub sku_id: String,
}

impl PlanCode {
    /// Most characters of each part.
    const MOST: usize = 64;

    /// Of these two, as files write them: `1` is `0001`.
    ///
    /// # Errors
    /// With what is wrong, for the person.
    pub fn of(product_id: &str, sku_id: &str) -> Result<Self, String> {
        let part = |text: &str, what: &str| {
            let text = text.trim().to_ascii_uppercase();
            let is_sound = (1..=Self::MOST).contains(&text.len())
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
            match is_sound {
                true => Ok(text),
                false => Err(format!(
                    "{what} is missing, or has other signs than letters and digits"
                )),
            }
        };
        Ok(Self {
            product_id: part(product_id, "ProductId")?,
            sku_id: format!("{:0>4}", part(sku_id, "SkuId")?),
        })
    }

    /// Of both in one, as offer matrices write them: `CFQ7TTC0LH16/0001`.
    ///
    /// # Errors
    /// With what is wrong, for the person.
    pub fn of_both(text: &str) -> Result<Self, String> {
        let parts = text.split_once(['/', ':']);
        let (product_id, sku_id) = parts
            .ok_or_else(|| "A plan is named by product and plan with a slash between".to_owned())?;
        Self::of(product_id, sku_id)
    }
}

impl std::fmt::Display for PlanCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.product_id, self.sku_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_0001_are_the_same_plan() {
        let code = |sku| PlanCode::of("CFQ7TTC0XB01", sku).map(|it| it.to_string());
        assert_eq!(code("1"), code("0001"));
        assert_eq!(code("10").unwrap(), "CFQ7TTC0XB01/0010");
        assert_eq!(code("000c").unwrap(), "CFQ7TTC0XB01/000C");
        assert_eq!(code("12345").unwrap(), "CFQ7TTC0XB01/12345");
        assert!(code("").is_err() && code("a b").is_err());
        assert!(PlanCode::of_both("CFQ7TTC0XB01").is_err());
        assert_eq!(PlanCode::of_both("A/1").unwrap().sku_id, "0001");
    }
}
